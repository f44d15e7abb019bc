"""The page that `baton eval recall --report` writes: what is not found, and what that has in common."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from pydantic import JsonValue

from bot.cli import report
from bot.cli.graph import Line, chart, shades
from bot.cli.recalled import SHOWN, Recalled, Turn, recall_at
from memory.lexical import words

WORDS = Path(__file__).with_name("recall_report.html")
ENOUGH = 10
"""What counts as found in the pictures: among the first ten."""
PARTS = 10
MOST_SHARED = 4
MISSES_SHOWN = 60
PLACES = ("1 to 5", "6 to 10", f"11 to {SHOWN}", "not found")
Points = list[tuple[float, float]]


@dataclass(frozen=True)
class Evaluated:
    """What was found: the files' names, the messages by id, each question's answer, the figures."""

    corpus: str
    questions: str
    turns: Mapping[str, Turn]
    recalled: Sequence[Recalled]
    figures: Mapping[str, JsonValue]


def page(told: Evaluated) -> str:
    """The page as HTML; what people wrote is escaped."""
    pictures = [by_depth([("measured", told.recalled)]), by_age(told), by_shared_words(told)]
    return report.page(
        "What recall finds",
        WORDS,
        told.figures,
        pictures,
        corpus=escape(told.corpus),
        questions=escape(told.questions),
        kinds=report.rows(by_category(told.recalled)),
        misses=report.rows(misses(told)),
    )


def by_depth(files: Sequence[tuple[str, Sequence[Recalled]]]) -> str:
    """Share of the evidence found, for every number of messages looked at; a line for each file."""
    lines = [Line(name, depth_points(recalled), dots=True) for name, recalled in files]
    return chart("How far down one must look", f"looked at, of the first {SHOWN}", "found", lines)


def depth_points(recalled: Sequence[Recalled]) -> Points:
    """For each k up to the last that is ranked: its share of those, and recall at k."""
    return [(k / SHOWN, recall_at(recalled, k) or 0.0) for k in range(1, SHOWN + 1)]


def by_age(told: Evaluated) -> str:
    """Share of the evidence found, by how far back in all that somebody said it stands."""
    line = Line(f"among the first {ENOUGH}", age_points(told), dots=True)
    return chart("What was said long ago", "said so far into it", "found", [line])


def age_points(told: Evaluated) -> Points:
    """The middle of each tenth of a user's messages, and the share found of the evidence in it."""
    said: dict[str, list[str]] = {}
    for turn in told.turns.values():
        said.setdefault(turn.user, []).append(turn.id)
    place = {each: n / len(ids) for ids in said.values() for n, each in enumerate(ids)}
    parts: dict[int, list[bool]] = {}
    for piece, rank, _ in _evidence(told):
        parts.setdefault(int(place[piece] * PARTS), []).append(rank is not None and rank <= ENOUGH)
    return [((part + 0.5) / PARTS, sum(found) / len(found)) for part, found in sorted(parts.items())]


def by_shared_words(told: Evaluated) -> str:
    """Where evidence stands that has none, one, two … words in common with its question."""
    counts: Counter[tuple[int, int]] = Counter()
    for piece, rank, one in _evidence(told):
        shared = set(words(one.question.text)) & set(words(told.turns[piece].text))
        counts[min(len(shared), MOST_SHARED), _place(rank)] += 1
    names = [f"{n} words in common" for n in range(MOST_SHARED)] + [f"{MOST_SHARED} or more"]
    table = [[counts[n, place] for place in range(len(PLACES))] for n in range(MOST_SHARED + 1)]
    return shades("Where the evidence stands", names, PLACES, table)


def _place(rank: int | None) -> int:
    return 3 if rank is None else 0 if rank <= 5 else 1 if rank <= ENOUGH else 2


def by_category(recalled: Sequence[Recalled]) -> Iterator[tuple[object, ...]]:
    """Each category of questions, how many there are, and recall at ten."""
    for name in sorted({one.question.category for one in recalled} - {""}):
        same = [one for one in recalled if one.question.category == name]
        yield name, len(same), recall_at(same, ENOUGH)


def misses(told: Evaluated) -> Iterator[tuple[object, ...]]:
    """Question, evidence that is not among the first ten, its place, and what stood first instead."""
    rows = (
        (one.question.text, told.turns[piece].text, rank or f"beyond {SHOWN}", _first(told, one))
        for piece, rank, one in _evidence(told)
        if rank is None or rank > ENOUGH
    )
    return (row for _, row in zip(range(MISSES_SHOWN), rows, strict=False))


def _first(told: Evaluated, one: Recalled) -> str:
    return told.turns[one.ranked[0]].text if one.ranked else "nothing"


def _evidence(told: Evaluated) -> Iterator[tuple[str, int | None, Recalled]]:
    """Every piece of evidence that stands in the corpus, its place, and the question it belongs to."""
    for one in told.recalled:
        yield from ((piece, rank, one) for piece, rank in one.ranks.items() if piece in told.turns)
