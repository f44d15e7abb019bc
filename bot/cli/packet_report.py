"""The page that `baton eval packet --report` writes: where facts get lost, and which."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from pydantic import JsonValue

from bot.cli import report
from bot.cli.graph import Line, chart, shades
from bot.cli.packets import Fact, Kind, Packed, survival

WORDS = Path(__file__).with_name("packet_report.html")
PARTS = 10
LOST_SHOWN = 60
Points = list[tuple[float, float]]


@dataclass(frozen=True)
class Evaluated:
    """What was found: the file's name, what bounded the packets, each of them, the figures."""

    name: str
    bound: str
    packed: Sequence[Packed]
    figures: Mapping[str, JsonValue]

    @property
    def facts(self) -> list[Fact]:
        """The facts of all threads."""
        return [fact for one in self.packed for fact in one.facts]


def page(told: Evaluated) -> str:
    """The page as HTML; what people wrote is escaped."""
    pictures = [where_in_the_thread([("measured", told.facts)]), by_thread(told.packed), by_kind(told.facts)]
    return report.page(
        "What packets keep",
        WORDS,
        told.figures,
        pictures,
        name=escape(told.name),
        bound=escape(told.bound),
        lost=report.rows(lost(told.packed)),
        stale=report.rows((one.thread.id, value) for one in told.packed for value in one.stale_shown),
    )


def where_in_the_thread(files: Sequence[tuple[str, Sequence[Fact]]]) -> str:
    """Share of facts that survive, by how far into the thread they were said last; a line for each file."""
    lines = [Line(name, place_points(facts), dots=True) for name, facts in files]
    lowest = min((kept for line in lines for _, kept in line.points), default=0.0)
    floor = max(0.0, int(lowest * 10) / 10 - 0.1)
    return chart("Where in the thread facts get lost", "said so far into it", "kept", lines, floor)


def place_points(facts: Sequence[Fact]) -> Points:
    """The middle of each tenth of the threads, and the share kept of what was said last in it."""
    parts: dict[int, list[Fact]] = {}
    for fact in facts:
        parts.setdefault(min(int(fact.place * PARTS), PARTS - 1), []).append(fact)
    return [
        ((part + 0.5) / PARTS, sum(fact.kept for fact in each) / len(each))
        for part, each in sorted(parts.items())
    ]


def by_thread(packed: Sequence[Packed]) -> str:
    """Share of facts kept in each thread, the worst first."""
    shares = sorted(sum(f.kept for f in one.facts) / len(one.facts) for one in packed if one.facts)
    points = [((n + 0.5) / len(shares), share) for n, share in enumerate(shares)]
    return chart("From the worst thread to the best", "threads", "facts kept", [Line("measured", points)])


def by_kind(facts: Sequence[Fact]) -> str:
    """How many facts of each speaker's part and kind were lost."""
    found = survival(facts)
    roles = sorted({role for role, _ in found})
    kinds = list(Kind)
    names = [f"{role}, of {sum(of for (who, _), (_, of) in found.items() if who == role)}" for role in roles]
    counts = [[found.get((role, kind), (0, 0))[0] for kind in kinds] for role in roles]
    return shades("Lost facts, by who said them last", names, kinds, counts)


def lost(packed: Sequence[Packed]) -> Iterator[tuple[object, ...]]:
    """Thread, fact, and the message in which it was said last, of facts that did not survive."""
    rows = (
        (one.thread.id, fact.text, fact.sentence) for one in packed for fact in one.facts if not fact.kept
    )
    return (row for _, row in zip(range(LOST_SHOWN), rows, strict=False))
