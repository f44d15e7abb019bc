"""What each coworker has done: requests open and solved, and the minutes given back to people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Case, ColumnElement, Select, case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.learning.quality import BY_COWORKER, Verdict, Why
from bot.store.tables import CheckRow, TicketEvent, TicketRow
from skills.contract import Badge

SAID_YES = ("confirmed by the employee", "found it yes")
SAID_NO = ("found it no",)
"""`TicketEvent.what` of an employee's own word on whether it is solved; the last one counts."""
FINISHED = ("solved", "closed")
CONTENT = 3
"""The lowest of five ratings that still says the request was solved."""


@dataclass(frozen=True)
class Tally:
    """Counts of requests, and minutes of people's work saved.

    Those solved without a person are confirmed where the employee said so (a rating, a yes) or a person
    checked the answer, assumed where they said nothing, and neither where they said no, came back, soon
    asked again, or a person found the answer wrong. Minutes are the badge's estimate for each of them.
    """

    open: int = 0
    solved: int = 0
    alone: int = 0
    confirmed: int = 0
    assumed: int = 0
    confirmed_minutes: int = 0
    assumed_minutes: int = 0

    @property
    def doubted(self) -> int:
        """Solved without a person, and then somebody said or showed that it was not."""
        return self.alone - self.confirmed - self.assumed

    def __add__(self, other: "Tally") -> "Tally":
        """Both together."""
        return Tally(
            self.open + other.open,
            self.solved + other.solved,
            self.alone + other.alone,
            self.confirmed + other.confirmed,
            self.assumed + other.assumed,
            self.confirmed_minutes + other.confirmed_minutes,
            self.assumed_minutes + other.assumed_minutes,
        )


async def tallies(
    session: AsyncSession,
    team: str,
    badges: Mapping[str, Badge],
    *,
    desk: str = "",
    since: datetime | None = None,
) -> dict[str, Tally]:
    """Each coworker's tally; one without a request is not there.

    With `desk` only its requests count, with `since` only what is open or was solved after that moment.
    """
    wanted = [TicketRow.team == team]
    wanted += [TicketRow.desk == desk] if desk else []
    wanted += [TicketRow.state.not_in(FINISHED) | (TicketRow.solved_at > since)] if since else []
    found: dict[str, Tally] = {}
    for coworker, skill, stage, alone, verdict, count in await session.execute(_counts(wanted)):
        badge = badges.get(skill or "")
        part = _part(stage, alone, verdict, count, badge.minutes_saved if badge else 0)
        found[coworker] = found.get(coworker, Tally()) + part
    return found


def _part(stage: str, alone: bool, verdict: str, count: int, minutes: int) -> Tally:
    if stage != "solved":
        return Tally(open=count if stage == "open" else 0)
    if not alone:
        return Tally(solved=count)
    saved = count * minutes
    return Tally(
        solved=count,
        alone=count,
        confirmed=count if verdict == "yes" else 0,
        assumed=count if verdict == "silent" else 0,
        confirmed_minutes=saved if verdict == "yes" else 0,
        assumed_minutes=saved if verdict == "silent" else 0,
    )


def _counts(wanted: Sequence[ColumnElement[bool]]) -> Select[str, str | None, str, bool, str, int]:
    ended = TicketRow.state.in_(FINISHED)
    stage = case((~ended, "open"), (TicketRow.solved_at.is_not(None), "solved"), else_="dropped")
    each = (
        select(
            TicketRow.coworker,
            TicketRow.skill,
            stage.label("stage"),
            (TicketRow.solved_by == BY_COWORKER).label("alone"),
            _verdict().label("verdict"),
        )
        .where(*wanted)
        .subquery()
    )
    columns = each.c.coworker, each.c.skill, each.c.stage, each.c.alone, each.c.verdict
    return select(*columns, func.count()).group_by(*columns)


def _verdict() -> Case[str]:
    words = select(TicketEvent.what).where(
        TicketEvent.ticket == TicketRow.number, TicketEvent.what.in_(SAID_YES + SAID_NO)
    )
    last = words.order_by(TicketEvent.id.desc()).limit(1).scalar_subquery()
    check = select(CheckRow.ticket).where(CheckRow.ticket == TicketRow.number)
    in_doubt = check.where(CheckRow.verdict == "", CheckRow.why != Why.SAMPLED)
    return case(
        (check.where(CheckRow.verdict == Verdict.FAILED).exists(), "no"),
        (check.where(CheckRow.verdict == Verdict.PASSED).exists(), "yes"),
        (TicketRow.rating < CONTENT, "no"),
        (TicketRow.rating >= CONTENT, "yes"),
        (last.in_(SAID_YES), "yes"),
        (last.in_(SAID_NO), "no"),
        (in_doubt.exists(), "no"),
        else_="silent",
    )
