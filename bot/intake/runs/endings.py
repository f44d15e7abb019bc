"""How a run stands, as it is kept: questions and endings of skills in their JSON form."""

from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from bot.store.tables import RunRow
from skills import Ask, Ending, HandOff


@dataclass(frozen=True)
class UnderWay:
    """It is being done already, as another ticket of the same person: nothing is done a second time."""

    ticket: int


RunEnding = Ending | UnderWay
_endings: TypeAdapter[RunEnding] = TypeAdapter(RunEnding)


def keep(run: RunRow, ending: RunEnding) -> None:
    """Write down how a run ended, or what it waits for."""
    run.ending = _dump(ending)
    run.asked = _dump(ending) if isinstance(ending, Ask) else None
    run.questions += isinstance(ending, Ask)


def ending_of(run: RunRow) -> RunEnding:
    """How a run ended; a run without an ending is handed over, because nobody knows what it did."""
    if run.ending is None:
        return HandOff("The skill stopped without a result.")
    return _endings.validate_python(run.ending)


def question_of(run: RunRow) -> Ask | None:
    """The question a run waits with."""
    found = _endings.validate_python(run.asked) if run.asked else None
    return found if isinstance(found, Ask) else None


def _dump(ending: RunEnding) -> dict[str, Any]:
    dumped: dict[str, Any] = _endings.dump_python(ending, mode="json")
    return dumped
