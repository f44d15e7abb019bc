"""Threads with facts that must survive, what their packets kept of them, and the figures taken of that."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

import numpy as np
from pydantic import BaseModel, JsonValue

from bot.desk.messages import Packet
from bot.desk.packets.packet import build
from bot.governance.people import Member
from bot.store.tables import TicketRow
from memory import Role, Said

NOON = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
WAS = re.compile(r"~~[^~\n]*~~|\(was [^)\n]*\)")
"""How a packet shows what no longer holds."""


class Line(BaseModel):
    """One message of a thread."""

    speaker: str
    role: Role
    text: str


class Thread(BaseModel):
    """A thread, what must stand in its packet, and what must not stand there as current."""

    id: str
    messages: list[Line]
    facts: list[str]
    stale: list[str] = []

    @property
    def chars(self) -> int:
        """Characters said in it."""
        return sum(len(message.text) for message in self.messages)


class Kind(StrEnum):
    """What a fact looks like."""

    NUMBER = "with a digit"
    NAME = "with a capital"
    WORDS = "plain words"


@dataclass(frozen=True)
class Fact:
    """A fact of a thread: whether it survived, who said it last, and how far into the thread (0 to 1)."""

    text: str
    kept: bool
    kind: Kind
    role: str
    place: float
    sentence: str


@dataclass(frozen=True)
class Packed:
    """A thread, its packet as rendered, its facts, values shown though they no longer hold, and the time."""

    thread: Thread
    rendered: str
    facts: Sequence[Fact]
    stale_shown: Sequence[str]
    milliseconds: float


def packet_of(thread: Thread, sections: int | None = None) -> Packet:
    """The packet the desk would get if this thread were handed over now."""
    said = [
        Said(f"m{n}", "T1", "U1", thread.id, line.speaker, line.role, line.text, NOON + timedelta(minutes=n))
        for n, line in enumerate(thread.messages)
    ]
    employee = next((line for line in said if line.role is Role.EMPLOYEE), None)
    coworker = next((line.speaker for line in said if line.role is Role.COWORKER), "Baton")
    ticket = TicketRow(
        number=1,
        desk="it",
        coworker=coworker,
        requester="U1",
        request=employee.text if employee else "",
        suggestion="",
    )
    member = Member("U1", "T1", employee.speaker if employee else "Somebody")
    return build(
        ticket,
        member,
        at=NOON + timedelta(minutes=len(said)),
        reason="They asked for a person.",
        rule="asked_for_person",
        thread=said,
        sections=sections,
    )


def judged(thread: Thread, rendered: str, milliseconds: float) -> Packed:
    """What became of each fact of a thread in its packet."""
    shown = folded(rendered)
    current = folded(WAS.sub(" ", rendered))
    facts = [_fact(thread, text, folded(text) in shown) for text in thread.facts]
    return Packed(
        thread, rendered, facts, [old for old in thread.stale if _stands(old, current)], milliseconds
    )


def folded(text: str) -> str:
    """Without differences of case and white space."""
    return " ".join(text.casefold().split())


def figures(packed: Sequence[Packed]) -> dict[str, JsonValue]:
    """The contract's figures, and how many values are shown as current that are not."""
    facts = [fact for one in packed for fact in one.facts]
    sizes = [len(one.rendered) for one in packed]
    return {
        "n": len(packed),
        "fact_retention": round(sum(fact.kept for fact in facts) / len(facts), 4) if facts else None,
        "facts": len(facts),
        "stale_shown_as_current": sum(len(one.stale_shown) for one in packed),
        "packet_chars_p50": round(float(np.percentile(sizes, 50))),
        "packet_chars_p95": round(float(np.percentile(sizes, 95))),
        "thread_chars_p50": round(float(np.percentile([one.thread.chars for one in packed], 50))),
        "ms_per_packet_p50": round(float(np.percentile([one.milliseconds for one in packed], 50)), 2),
    }


def survival(facts: Sequence[Fact]) -> Mapping[tuple[str, Kind], tuple[int, int]]:
    """For each speaker's part and kind of fact: how many were lost, of how many."""
    found: dict[tuple[str, Kind], tuple[int, int]] = {}
    for fact in facts:
        lost, of = found.get((fact.role, fact.kind), (0, 0))
        found[fact.role, fact.kind] = lost + (not fact.kept), of + 1
    return found


def _fact(thread: Thread, text: str, kept: bool) -> Fact:
    said = [n for n, line in enumerate(thread.messages) if folded(text) in folded(line.text)]
    last = said[-1] if said else 0
    line = thread.messages[last] if thread.messages else Line(speaker="", role=Role.SYSTEM, text="")
    place = last / max(len(thread.messages) - 1, 1)
    return Fact(text, kept, _kind(text), line.role, place, line.text)


def _kind(text: str) -> Kind:
    if any(ch.isdigit() for ch in text):
        return Kind.NUMBER
    return Kind.NAME if any(ch.isupper() for ch in text) else Kind.WORDS


def _stands(value: str, shown: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(folded(value))}(?!\w)", shown) is not None
