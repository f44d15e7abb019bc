"""Finds articles that answer the same question with different numbers, dates or times.

Two sentences of different articles contradict each other, as far as words show, when they say the same of
different values: what is left after the values are taken out has nearly the same words and meaning, neither
names a place or thing that the other does not, and for a unit that both have (days, %, $, a date) they have
no value in common. That misses what is said in quite other words; whoever reads a pair decides.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from memory.articles import Section
from memory.embedding import Embedder
from memory.facts import sentences
from memory.lexical import STOP_WORDS, stem, words

SHARED_WORDS = 0.3
SAME_MEANING, SAME_SUBJECT = 0.84, 0.84
FEWEST_WORDS = 2
NO_UNITS = STOP_WORDS | {"", "form", "step", "section", "page", "version"}
MOST_ALIKE = 30
"""Sentences that share a word and a unit with more others than this are not compared by that word."""

_MONTH = "(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]*"
_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_VALUE = re.compile(
    rf"(?P<date>\d{{4}}-\d\d-\d\d|\b\d{{1,2}}\.? {_MONTH}\b|\b{_MONTH} \d{{1,2}}\b)"
    rf"|(?P<time>\b\d{{1,2}}:\d\d|\b\d{{1,2}} ?[ap]\.?m\b\.?)"
    rf"|(?P<money>[$€£₹] ?{_NUMBER}|\b(?:USD|EUR|GBP|INR) ?{_NUMBER})"
    rf"|(?P<count>\b{_NUMBER})[ -]?(?P<unit>%|percent\b|[a-z]+)?",
    re.IGNORECASE,
)
_SPELT = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_SPELT_OUT = re.compile(rf"\b({'|'.join(_SPELT)})\b(?= [a-z])", re.IGNORECASE)
_NAME = re.compile(r"(?<=[a-z,;:] )[A-Z][\w-]+|\b[A-Z]{2,}\b")


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence with values: where it stands, its values by unit, and what is left without them."""

    section: Section
    sentence: str
    values: dict[str, frozenset[str]]
    rest: str
    said: frozenset[str]
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two sentences that cannot both hold, and the unit in which they differ."""

    one: Statement
    other: Statement
    unit: str


Pair = tuple[Statement, Statement]


def contradictions(parts: Sequence[Section], embedder: Embedder) -> list[Contradiction]:
    """Every pair, in the order of the articles. Blocks."""
    statements = [statement for part in parts for statement in _statements(part)]
    pairs = [pair for pair in _near(statements) if _may_differ(*pair)]
    for told, least in ((_rest, SAME_MEANING), (_subject, SAME_SUBJECT)):
        pairs = _alike(pairs, told, least, embedder)
    return [Contradiction(one, other, _unit(one, other)) for one, other in pairs]


def _rest(statement: Statement) -> str:
    return statement.rest


def _subject(statement: Statement) -> str:
    """The sentence without its values, below the headings that say what it is about."""
    return f"{statement.section.path}: {statement.rest}"


def _alike(
    pairs: Sequence[Pair], told: Callable[[Statement], str], least: float, embedder: Embedder
) -> list[Pair]:
    """The pairs that are near in meaning."""
    texts = list(dict.fromkeys(told(one) for pair in pairs for one in pair))
    rows = dict(zip(texts, embedder.embed(texts), strict=True)) if texts else {}
    return [(one, other) for one, other in pairs if float(rows[told(one)] @ rows[told(other)]) >= least]


def _statements(section: Section) -> Iterator[Statement]:
    for sentence in sentences(section.text):
        plain = _SPELT_OUT.sub(lambda found: str(_SPELT.index(found.group().lower())), sentence)
        values: dict[str, set[str]] = defaultdict(set)
        for found in _VALUE.finditer(plain):
            unit, value = _measured(found)
            if unit not in NO_UNITS:
                values[unit].add(value)
        rest = " ".join(_VALUE.sub(" ", plain).split())
        said = frozenset(words(rest))
        if values and len(said) >= FEWEST_WORDS:
            fixed = {unit: frozenset(each) for unit, each in values.items()}
            names = frozenset(name.lower() for name in _NAME.findall(rest))
            yield Statement(section, sentence, fixed, rest, said, names)


def _measured(found: re.Match[str]) -> tuple[str, str]:
    """(unit, value): `("day", "18")`, `("$", "150")`, `("date", "31 march")`."""
    if found["date"] or found["time"]:
        return ("date" if found["date"] else "time"), re.sub(r"[\s.]+", " ", found.group().lower()).strip()
    if found["money"]:
        return "money", re.sub(r"[\s,]", "", found["money"].upper())
    unit = (found["unit"] or "").lower().replace("percent", "%")
    return stem(unit), found["count"].replace(",", "")


def _near(statements: Sequence[Statement]) -> Iterator[Pair]:
    """Pairs that share a unit and two words; each once."""
    rows: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, one in enumerate(statements):
        for key in product(one.said, one.values):
            rows[key].append(number)
    few = (combinations(numbers, 2) for numbers in rows.values() if len(numbers) <= MOST_ALIKE)
    shared = Counter(pair for pairs in few for pair in pairs)
    for (one_row, other_row), times in sorted(shared.items()):
        if times >= FEWEST_WORDS:
            yield statements[one_row], statements[other_row]


def _may_differ(one: Statement, other: Statement) -> bool:
    return (
        one.section.source.partition("#")[0] != other.section.source.partition("#")[0]
        and _hold_together(one.section.country, other.section.country)
        and one.names == other.names
        and len(one.said & other.said) >= SHARED_WORDS * len(one.said | other.said)
        and bool(_unit(one, other))
    )


def _hold_together(one: str, other: str) -> bool:
    """Whether two sections can hold for the same person."""
    return not one or not other or one.lower() == other.lower()


def _unit(one: Statement, other: Statement) -> str:
    """The first unit both have without a value in common; "" where there is none."""
    both = [unit for unit in one.values if unit in other.values]
    return next((unit for unit in both if not one.values[unit] & other.values[unit]), "")
