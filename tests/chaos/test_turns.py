"""The lines that replicas write about their turns: which of them tell of two at once, and which do not."""

import json
from pathlib import Path

import pytest

from tests.chaos.record import Strike
from tests.chaos.turns import overlaps, read_turns

Line = tuple[str, str, int, float]

KILLED = (Strike("kill", 0.0, "baton-1", pid=1, clock=5.0),)


@pytest.mark.parametrize(
    ("lines", "strikes", "expected"),
    [
        ([("begin", "a", 1, 1.0), ("end", "a", 1, 2.0), ("begin", "b", 2, 3.0), ("end", "b", 2, 4.0)], (), 0),
        ([("begin", "a", 1, 1.0), ("begin", "b", 2, 2.0), ("end", "a", 1, 3.0), ("end", "b", 2, 4.0)], (), 1),
        ([("begin", "a", 1, 1.0), ("begin", "a", 2, 2.0), ("end", "a", 2, 3.0), ("end", "a", 1, 4.0)], (), 1),
        ([("begin", "a", 1, 1.0), ("begin", "a", 2, 9.0), ("end", "a", 2, 9.5)], (), 1),
        ([("begin", "a", 1, 1.0), ("begin", "a", 2, 9.0), ("end", "a", 2, 9.5)], KILLED, 0),
        ([("begin", "a", 1, 1.0), ("begin", "a", 2, 4.0), ("end", "a", 2, 4.5)], KILLED, 1),
    ],
    ids=["one after the other", "two messages", "one message twice", "no end", "killed", "before the death"],
)
def test_turns_of_one_conversation_at_once(
    tmp_path: Path, lines: list[Line], strikes: tuple[Strike, ...], expected: int
) -> None:
    file = tmp_path / "turns.log"
    rows = [dict(zip(("what", "inbound", "pid", "at"), line, strict=True)) for line in lines]
    file.write_text("".join(json.dumps(row | {"conversation": "D1"}) + "\n" for row in rows))

    assert len(overlaps(read_turns(file, strikes))) == expected


def test_other_conversations_go_side_by_side(tmp_path: Path) -> None:
    file = tmp_path / "turns.log"
    rows = [
        {"what": what, "inbound": "a", "pid": pid, "at": at, "conversation": f"D{pid}"}
        for what, pid, at in [("begin", 1, 1.0), ("begin", 2, 2.0), ("end", 1, 3.0), ("end", 2, 4.0)]
    ]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))

    assert overlaps(read_turns(file, ())) == []
