"""Text as people can see it: no control characters, no hidden ones, one kind of line break."""

import re
from unicodedata import combining

BREAKS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
HIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f"
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0e\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff]"
)
JOINERS = re.compile("[\u200c\u200d]+")
SURROGATES = re.compile("[\ud800-\udfff]")
ACCENTS = 3
"""The most marks one letter of a living script carries; more is decoration that spills over lines."""


def visible(text: str) -> str:
    """The same text without what hides or reorders it.

    Bidirectional controls (Unicode TR 36, 3.3), zero-width characters, tags and C0/C1 controls go; a
    joiner stays where it joins (emoji, Indic and Arabic scripts); lone surrogates become U+FFFD.
    """
    lines = BREAKS.sub("\n", SURROGATES.sub("\ufffd", text))
    return _calm(JOINERS.sub(_joiner, HIDDEN.sub("", lines)))


def _joiner(found: re.Match[str]) -> str:
    before = found.string[found.start() - 1 : found.start()]
    after = found.string[found.end() : found.end() + 1]
    joins = len(found[0]) == 1 and before > "\u05ff" and after > "\u05ff"
    return found[0] if joins else ""


def _calm(text: str) -> str:
    if text.isascii():
        return text
    kept: list[str] = []
    run = 0
    for character in text:
        run = run + 1 if combining(character) else 0
        if run <= ACCENTS:
            kept.append(character)
    return "".join(kept)
