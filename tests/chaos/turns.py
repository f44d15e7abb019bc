"""Which turns ran when, by the lines of tests.chaos.watched; a killed replica's turns end with its death."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import inf
from pathlib import Path

from tests.chaos.record import Strike

LAST = {"kill", "stopped"}


@dataclass(frozen=True)
class Ran:
    """One turn, run by one process; the times are those of `time.monotonic`."""

    conversation: str
    inbound: str
    pid: int
    begin: float
    end: float


def read_turns(file: Path, strikes: Iterable[Strike]) -> list[Ran]:
    """Every turn that ran; what has neither an end nor a death is taken to run still."""
    deaths = {strike.pid: strike.clock for strike in strikes if strike.what in LAST}
    running: dict[tuple[str, str, int], float] = {}
    ran: list[Ran] = []
    for row in map(json.loads, file.read_text().splitlines()):
        turn = (row["conversation"], row["inbound"], row["pid"])
        if row["what"] == "begin":
            running[turn] = row["at"]
        else:
            ran.append(Ran(*turn, running.pop(turn), row["at"]))
    cut = [(turn, begin, deaths.get(turn[2], inf)) for turn, begin in running.items()]
    return ran + [Ran(*turn, begin, max(begin, end)) for turn, begin, end in cut]


def overlaps(turns: Sequence[Ran]) -> list[str]:
    """Turns of one conversation that ran at the same time, in a sentence each."""
    by_conversation: dict[str, list[Ran]] = defaultdict(list)
    for turn in sorted(turns, key=lambda turn: turn.begin):
        by_conversation[turn.conversation].append(turn)
    return [sentence for row in by_conversation.values() for sentence in _met(row)]


def _met(row: Sequence[Ran]) -> Iterator[str]:
    for n, turn in enumerate(row):
        for later in row[n + 1 :]:
            if later.begin >= turn.end:
                break
            yield f"{later.inbound} ran in {later.pid} while {turn.inbound} ran in {turn.pid}"
