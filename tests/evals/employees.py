"""Employees' messages: what triage should do with each, and how often the catalogue as it ships does it."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel

from bot.cli.triage import Shipped
from bot.intake.triage.patterns import listed
from bot.intake.triage.routing import Decision, Route

PERSON = "talk_to_human"
# A machine must not start anything for these.
KEPT_FROM_MACHINES = listed(
    "grievance legal termination medical security_incident injection chitchat offtopic"
)
# These say what is wanted, in English; the others are doubtful, several, foreign or parts of a talk.
CLEAR = listed("plain terse typo polite nonnative angry ids long lookalike emoji log")


class Row(BaseModel):
    """A message, the skill it is for (None: for none), what else would be right, and what kind it is.

    Of a message with several requests `also` holds all of them.
    """

    text: str
    label: str | None
    also: list[str] = []
    kind: str

    @property
    def wishes_for_a_person(self) -> bool:
        """Whether somebody asks for a person, alone or among other things."""
        return PERSON in (self.label, *(self.also if self.kind == "multi" else ()))

    @property
    def clear(self) -> bool:
        """Whether it is one request that a skill can take and nobody could read differently."""
        return self.kind in CLEAR and self.label not in (None, PERSON)


@dataclass(frozen=True)
class Judged:
    """A row, what was decided, and the processor time that took in milliseconds."""

    row: Row
    decision: Decision
    milliseconds: float

    @property
    def started(self) -> frozenset[str]:
        """The skills that would run."""
        parts = {part.skill for part in self.decision.parts if part.skill}
        alone = {self.decision.skill} if self.decision.route is Route.SKILL and self.decision.skill else set()
        return frozenset(parts | alone)

    @property
    def right(self) -> bool:
        """Whether all that would run is wanted; meaningless where nothing would."""
        return self.started <= {self.row.label, *self.row.also}

    @property
    def fault(self) -> bool:
        """Whether one of the figures counts this row as wrong."""
        if self.row.wishes_for_a_person:
            return self.decision.route is not Route.PERSON
        if self.started:
            return not self.right
        return self.row.clear


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    hits: int
    of: int

    @classmethod
    def count(cls, hits: Iterable[bool]) -> "Share":
        """How many are true."""
        told = list(hits)
        return cls(sum(told), len(told))

    def __str__(self) -> str:
        return f"{self.hits / self.of:.1%} ({self.hits} of {self.of})" if self.of else "no rows"


def read(file: Path) -> list[Row]:
    """The rows of a JSON Lines file."""
    return [Row.model_validate_json(line) for line in file.read_text(encoding="utf-8").splitlines()]


def judge(row: Row, shipped: Shipped) -> Judged:
    """What the shipped catalogue would do with the row, with the time on one core."""
    began = time.process_time()
    decision = shipped.decide(row.text)
    return Judged(row, decision, (time.process_time() - began) * 1000)


def figures(judged: Sequence[Judged]) -> dict[str, Share]:
    """The figures that count, by name. Fragments of a talk are left out of what is for no machine."""
    started = [one for one in judged if one.started]
    return {
        "right where it acts": Share.count(one.right for one in started),
        "clear requests acted on": Share.count(bool(one.started) for one in judged if one.row.clear),
        "not for a machine: nothing started": Share.count(
            not one.started for one in judged if one.row.kind in KEPT_FROM_MACHINES
        ),
        "wishes for a person obeyed": Share.count(
            one.decision.route is Route.PERSON for one in judged if one.row.wishes_for_a_person
        ),
    }
