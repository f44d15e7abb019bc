"""Finding which of several named things a person's words mean."""

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

SHORTEST_TYPO = 4
"""Words shorter than this are never taken for a typo of another."""

LIKENESS = 0.84
"""difflib's ratio from which two words are one: a letter more or less, but not “while” for “whole”."""

_YES = ("yes", "yep", "yeah", "y", "sure", "ok", "okay", "correct", "go ahead", "it's me")
_NO = ("no", "nope", "n", "not", "can't", "cannot", "don't", "didn't", "isn't", "wasn't")
CONSENT = {
    "yes": (*_YES, "👍", ":+1:", ":thumbsup:", "✅", ":white_check_mark:"),
    "no": (*_NO, "👎", ":-1:", ":thumbsdown:"),
}


def plain(text: str) -> str:
    """Small letters, plain apostrophes, hyphens inside words dropped: “E-Mail” and “email” are one."""
    return re.sub(r"(?<=\w)-(?=\w)", "", text.lower().replace("’", "'"))


def mentioned(text: str, names: Mapping[str, Iterable[str]]) -> list[str]:
    """The keys one of whose spellings stands in the text as a word; typos count where nothing is exact."""
    exact = [key for key, spellings in names.items() if any(says(text, spelling) for spelling in spellings)]
    return exact or [key for key, spellings in names.items() if any(nearly(text, s) for s in spellings)]


def says(text: str, spelling: str) -> bool:
    """Whether the spelling stands in the text as whole words, plural allowed; “US” is not “us”."""
    if len(spelling) <= 2 and spelling.isupper():
        return re.search(rf"\b{spelling}\b", text) is not None
    return re.search(rf"(?<!\w){re.escape(plain(spelling))}s?(?!\w)", plain(text)) is not None


def nearly(text: str, spelling: str) -> bool:
    """Whether some word of the text is a likely typo of this one word."""
    long = [word for word in re.findall(r"\w+", plain(text)) if len(word) >= SHORTEST_TYPO]
    return len(spelling) >= SHORTEST_TYPO and bool(get_close_matches(plain(spelling), long, 1, LIKENESS))


def agrees(text: str) -> bool | None:
    """Whether an answer says yes or no; None when it says neither, or both."""
    said = mentioned(text, CONSENT)
    return said == ["yes"] if len(said) == 1 else None
