"""Recognises messages that ask for help without saying with what."""

import re

from bot.intake.triage.patterns import listed
from bot.intake.triage.words import folded, tokens

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
# What tells when, where, which or who, of something that was not told.
_DETAIL = listed(
    """monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
    january february march april may june july august september october november december week weeks month
    months year years hour hours minute minutes evening afternoon night noon tonight tomorrow yesterday
    later earlier before after until till around about ago last next past early late first second third
    fourth fifth sixth ground top floor building side left right near behind beside between corner am pm
    one two three four five six seven eight nine ten blue red green black white grey gray big small old
    also note noted write writes wrote written down number reference ref code id tag called named name names
    said says say saw see think guess believe maybe probably idea know sure mine yours ours theirs them him
    her his he she they other another same both either into by than then only just too
    started began happened
    macbook pro air imac dell latitude xps lenovo thinkpad hp elitebook surface iphone samsung galaxy pixel
    chrome firefox safari edge"""
)
_BESIDE_A_NOUN = listed("a an the my our your this that please pls plz hi hello hey")
_IDENTIFIER = re.compile(r"\b[A-Z]{2,}[-_# ]?\d[\w-]*")
_PLACE = re.compile(r"\b(?:desk|room|seat|cabinet|locker) [\w.]*\d[\w.]*", re.IGNORECASE)
# "Next to the kitchen", "by the window": a place and nothing that was to happen there.
_WHERE = re.compile(
    r"(?:it's |it is |its |just )?(?:next to|near|behind|beside|opposite|under|above|across from|in front of|"
    r"(?:on|in|at|by|from|to|since|after|before|until|during) (?:the|my|our))(?: [\w-]+){1,3}[.!]?"
)
_NUMBER = re.compile(r"\d+(?:st|nd|rd|th|am|pm|h|min|mins)?")
_TROUBLE = listed(
    """work works working function functions functioning broken broke breaks error errors fails fail
    failed failing stopped stuck wrong fix problem problems issue issues geht funktioniert marche
    funciona bug buggy bugged trouble"""
)


def content_words(text: str) -> list[str]:
    """The words of a message that could say what it is about."""
    return [word for word in tokens(folded(text)) if word not in _EMPTY]


def telling_words(text: str) -> list[str]:
    """The words of a message that say more than when, where, which one or by what number."""
    named = content_words(_PLACE.sub(" ", _IDENTIFIER.sub(" ", text)))
    return [word for word in named if word not in _DETAIL and not _NUMBER.fullmatch(word)]


def is_bare(text: str) -> bool:
    """Whether a message names a thing but not what is wanted of it ("badge", "my laptop?", "vpn broken").

    A detail of something untold counts too: "since monday", "I also noted PO-88312".
    """
    if not telling_words(text) or _WHERE.fullmatch(folded(text)):
        return True
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
