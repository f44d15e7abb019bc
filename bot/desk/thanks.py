"""Telling a thank-you from a real reply: only the latter reopens a solved ticket."""

import re

EMOJI_NAME = re.compile(r":([a-z0-9_+-]+):")
MENTION = re.compile(r"<[@#!][^>]*>")
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
SIGN = re.compile(r"[\U0001F300-\U0001FAFF\u2600-\u27BF\u2764\u263A]")

SAD_SIGNS = frozenset("👎😡😠😢😭😞😕🙁😩😫😤🤬💔❌❓🤔🙄")


def _vocabulary(text: str) -> frozenset[str]:
    return frozenset(text.split())


GLAD_EMOJI = _vocabulary(
    """
    pray thumbsup +1 tada heart hearts raised_hands clap ok_hand white_check_mark heavy_check_mark smile
    smiley grinning slightly_smiling_face blush star rocket 100 fire muscle wave bow sparkles
    """
)
GLAD = _vocabulary(
    """
    thanks thank thankyou thx tx ty tysm cheers perfect great awesome excellent brilliant wonderful amazing
    fantastic super lovely cool nice sweet ok okay k kk yay hooray works worked working solved fixed sorted
    resolved done good appreciate appreciated appreciation grateful legend lifesaver danke gracias merci
    obrigado obrigada grazie arigato dziękuję tack
    """
)
FILLER = _vocabulary(
    """
    a all an and am are as best big bye day everything everyone for from guys got hello help helping having
    have hi hey i i'm i’m is it it's it’s its just job lot lots many me much my now of on one patience quick
    quickly really right service so speedy such support team that that's that’s the this time to today too
    up us very was well we weekend will with wow yes yep you you're you’re your yours again by fast fine like
    magic charm evening morning afternoon logged in
    """
)


def is_thanks(text: str) -> bool:
    """Whether a message only says thank you (or that all is well) and asks for nothing more.

    Every word must belong to that vocabulary; a capitalised name after "thanks" or "you" may stand too.
    A question, a "but", a "still", a number: none of these are thanks.
    """
    plain = MENTION.sub(" ", text)
    names = EMOJI_NAME.findall(plain)
    plain = EMOJI_NAME.sub(" ", plain)
    if re.search(r"[?\d]", plain) or SAD_SIGNS & set(plain) or any(n not in GLAD_EMOJI for n in names):
        return False
    words = WORD.findall(plain)
    glad = any(word.casefold() in GLAD for word in words) or bool(names) or bool(SIGN.search(plain))
    return glad and all(_fits(words, index) for index in range(len(words)))


def _fits(words: list[str], index: int) -> bool:
    word = words[index]
    if word.casefold() in GLAD | FILLER:
        return True
    before = words[index - 1].casefold() if index else ""
    return word[0].isupper() and before in GLAD | {"you", "much", "help", "lot"}
