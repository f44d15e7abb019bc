"""Recognises messages that ask for help without saying with what."""

from bot.intake.patterns import listed
from bot.intake.words import folded, tokens

_EMPTY = listed(
    """a an the this that it its it's i i'm im me my we us our you your is are was be am been has have
    had do does did done not no doesn't dosen't doesnt dont don't isn't isnt can can't cant cannot won't
    wont could would will should work works working worked function functions functioning broken broke
    break breaks bugged buggy problem problems issue issues trouble troubles error errors help helping
    need needs want please pls plz kindly sorry hi hello hey with and or but so to for of on in at from
    there here something anything everything nothing thing things stuff thingy again still now today asap
    urgent urgently quick quickly very really just got get getting fix fixed fails fail failed failing
    stopped stop happening happens weird strange question questions ask asking stuck any some one what
    why how when who which sir madam team guys bot support assistance assist hallo wrong went goes going
    same always never ever properly correctly right way more anymore since yesterday morning too as if up
    bad only all request situation matter case favor favour hilfe geht nicht funktioniert es aide marche
    pas ayuda funciona ca ne aiuto"""
)
_BESIDE_A_NOUN = listed("a an the my our your this that please pls plz hi hello hey")
_TROUBLE = listed(
    """work works working function functions functioning broken broke breaks error errors fails fail
    failed failing stopped stuck wrong fix problem problems issue issues geht funktioniert marche
    funciona bug buggy bugged trouble"""
)


def content_words(text: str) -> list[str]:
    """The words of a message that could say what it is about."""
    return [word for word in tokens(folded(text)) if word not in _EMPTY]


def is_bare(text: str) -> bool:
    """Whether a message names a thing but not what is wanted of it: "badge", "my laptop?", "vpn broken"."""
    if len(content_words(text)) != 1:
        return False
    return speaks_of_trouble(text) or sum(word not in _BESIDE_A_NOUN for word in tokens(folded(text))) < 2


def speaks_of_trouble(text: str) -> bool:
    """Whether something seems to be broken, as against a wish or a question."""
    return any(word in _TROUBLE for word in tokens(folded(text)))


def is_gibberish(text: str) -> bool:
    """Whether none of the words could be a word: no vowels, or a letter three times over, or only signs."""
    said = tokens(folded(text))
    return not said or all(_unpronounceable(word) for word in said)


def _unpronounceable(word: str) -> bool:
    if not word.isascii():
        return False
    vowels = sum(ch in "aeiouy" for ch in word)
    return word.isdigit() or (len(word) > 3 and vowels / len(word) < 0.2)
