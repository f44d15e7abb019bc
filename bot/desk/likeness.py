"""How alike two reports are: what they mean, what both of them name, and what rules a common trouble out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from memory import Embedder
from memory.lexical import words
from memory.patterns import TYPED

Vectors = NDArray[np.float32]

# Chosen on the first half of tests/desk/reports.py. Of its 2,430 pairs of reports that tell of different
# things the likeliest scores 0.607; from 0.65 on 22 of 26 later reports find an earlier one of their trouble.
SAME = 0.65
"""From this score on a report is taken for one of an incident that people have confirmed."""
MAYBE = 0.55
"""From this score on staff are asked whether two reports tell of the same."""

IN_COMMON = 0.1
"""What a common subject adds to the cosine, and a common place or code once more."""
READ = 400
"""Characters of a report that are read; what it is about stands at the beginning."""

_SUBJECTS = {
    "vpn": r"vpn|globalprotect|anyconnect|zscaler",
    "mail": r"e-?mails?|mails?|mailbox(?:es)?|outlook|exchange|inbox|outbox",
    "wifi": r"wi-?fi|wlan|wireless",
    "network": r"network|internet|offline",
    "sign-in": r"okta|sso|single sign-on",
    "files": r"file ?server|shared drive|network drive|mapped drives?|onedrive|sharepoint",
    "printer": r"printers?|printing|copiers?|scanners?",
    "phones": r"(?:desk )?phones?|dial tone",
    "lift": r"lifts?|elevators?",
    "heating": r"heating|radiators?|air ?con(?:ditioning)?|ac|freezing|cold|too hot",
    "water": r"leak(?:s|ing|ed)?|water|dripp?ing|flood(?:ed|ing)?",
    "power": r"power(?: cut)?|electricity|lights? (?:are )?out",
    "doors": r"badges?|badge readers?|doors?|turnstiles?|gates?",
}
SUBJECTS = {name: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for name, words in _SUBJECTS.items()}
WISH = re.compile(
    r"\b(?:i need|i would like|i['’]d like|please (?!look|help|check|fix)|how (?:do|can|to)"
    r"|(?:can|could|may) (?:i|you|we)|where (?:can|do|is)|what is the)\b",
    re.IGNORECASE,
)
"""Somebody asks for something of their own; that is nobody else's trouble."""
FOR_A_PERSON = re.compile(
    r"(?:\b(?:please|(?:can|could|may) (?:i|you|we)|(?:i|i would|i['’]d) (?:want|need|like)(?: to)?|let me) "
    r")*"
    r"\b(?:talk|speak|chat|connect me|get me|put me through)(?: (?:to|with))?"
    r" (?:an? |some|any)?(?:one|body|human|person|agent)"
    r"(?: (?:in|at|from) (?:the )?\w+(?: (?:desk|team|support))?)?(?: about)?(?: this| it)?\s*[:,.-]*",
    re.IGNORECASE,
)
"""The wish for a person, which says nothing of what it is about."""
OWN = re.compile(
    r"\bmy (?:\w+ )?(?:laptop|computer|headset|mouse|keyboard|monitor|screen|phone|camera|password|account"
    r"|dock\w*|token|licen[sc]e|microphone)\b",
    re.IGNORECASE,
)
FLOOR = re.compile(
    r"\b(?:floor (\d+)|(\d+)(?:st|nd|rd|th) floor"
    r"|(ground|first|second|third|fourth|fifth|sixth) floor)\b",
    re.IGNORECASE,
)
BUILDING = re.compile(r"\b(?:building|lift) (\w)\b", re.IGNORECASE)
NUMBERED = ("ground", "first", "second", "third", "fourth", "fifth", "sixth")
CODE = re.compile(r"\b(?!\d+(?:st|nd|rd|th|am|pm|h)\b)(?=\w*\d)(?=\w*[a-z])[a-z0-9]{2,12}\b", re.IGNORECASE)
"""Names of rooms, printers and servers, and error codes: letters and digits in one word."""


@dataclass(frozen=True)
class Report:
    """A report as it is compared. `alone` is whether it is plainly about its author's own things."""

    text: str
    subjects: frozenset[str]
    places: frozenset[str]
    codes: frozenset[str]
    alone: bool


def read(text: str) -> Report:
    """What a report names: services and things, places, codes."""
    told = FOR_A_PERSON.sub(" ", text).strip()[:READ]
    return Report(
        text=told,
        subjects=_subjects(told),
        places=_floors(told) | frozenset(one.lower() for one in BUILDING.findall(told)),
        codes=frozenset(one.lower() for one in CODE.findall(told)),
        alone=bool(WISH.search(told) or OWN.search(told)),
    )


def apart(one: Report, other: Report) -> bool:
    """Whether two reports cannot tell of the same: about own things, or naming different ones."""
    named = ((one.subjects, other.subjects), (one.places, other.places), (one.codes, other.codes))
    return one.alone or other.alone or any(mine and theirs and not mine & theirs for mine, theirs in named)


def in_common(one: Report, other: Report) -> float:
    """What is added to the cosine of two reports for what both of them name."""
    place = bool(one.places & other.places or one.codes & other.codes)
    return IN_COMMON * (bool(one.subjects & other.subjects) + place)


class Likeness:
    """Compares reports by the vectors of their texts and by what they name."""

    def __init__(self, embedder: Embedder, mean: Vectors) -> None:
        """`mean` is the middle of many messages, shape (d,): what all messages share makes none alike."""
        self._embedder = embedder
        self._mean = mean

    def scores(self, text: str, others: Sequence[str]) -> list[float]:
        """How alike a report is to each of the others, about 0 to 1.2; -1 where it cannot be the same."""
        mine, theirs = read(text), [read(other) for other in others]
        possible = [n for n, other in enumerate(theirs) if not apart(mine, other)]
        found = [-1.0] * len(others)
        if possible:
            rows = self._rows([mine.text, *(theirs[n].text for n in possible)])
            for n, near in zip(possible, rows[1:] @ rows[0], strict=True):
                found[n] = float(near) + in_common(mine, theirs[n])
        return found

    def _rows(self, texts: Sequence[str]) -> Vectors:
        rows = self._embedder.embed(texts) - self._mean
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        return np.asarray(rows / np.maximum(lengths, 1e-9), dtype=np.float32)


def common_words(texts: Sequence[str], most: int = 4) -> str:
    """What at least two of these reports name, in the words of the first, the telling ones; "" for nothing.

    What two people say of their own accord is no secret of one of them.
    """
    texts = [read(text).text for text in texts]
    stems = [set(words(text)) for text in texts]
    common = {stem for stem in set().union(*stems[:1]) if sum(stem in other for other in stems) > 1}
    told = [word for text in texts[:1] for word in re.findall(r"[\w-]+", text) if set(words(word)) & common]
    once = list(dict.fromkeys(told))
    kept = set(sorted(once, key=lambda word: (not _subjects(word), -len(word)))[:most])
    return ", ".join(word for word in once if word in kept)


def _subjects(text: str) -> frozenset[str]:
    named = {name for name, pattern in SUBJECTS.items() if pattern.search(text)}
    apps = {match.group().casefold() for match in TYPED["app"].finditer(text)}
    return frozenset(named | {app for app in apps if not any(p.search(app) for p in SUBJECTS.values())})


def _floors(text: str) -> frozenset[str]:
    found = (
        number or ordinal or str(NUMBERED.index(name.lower()))
        for number, ordinal, name in FLOOR.findall(text)
    )
    return frozenset(f"floor {number}" for number in found)
