"""What each coworker has done: requests open and solved, and the minutes given back to people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Case, ColumnElement, Select, case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.store.tables.tickets import TicketEvent, TicketRow
from skills.contract import Badge

AI = "ai"
"""`TicketRow.solved_by` of a request that no person had to touch."""
SAID_YES = ("confirmed by the employee", "found it yes")
SAID_NO = ("found it no",)
"""`TicketEvent.what` of an employee's own word on whether it is solved; the last one counts."""
FINISHED = ("solved", "closed")
CONTENT = 3
"""The lowest of five ratings that still says the request was solved."""


@dataclass(frozen=True)
class Tally:
    """Counts of requests, and minutes of people's work saved.

    Minutes are the badge's estimate for each request solved without a person: confirmed where the
    employee said so (a rating, a yes), assumed where they said nothing, none where they said no.
    """

    open: int = 0
    solved: int = 0
    alone: int = 0
    confirmed_minutes: int = 0
    assumed_minutes: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        """Both together."""
        return Tally(
            self.open + other.open,
            self.solved + other.solved,
            self.alone + other.alone,
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
            (TicketRow.solved_by == AI).label("alone"),
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
    return case(
        (TicketRow.rating < CONTENT, "no"),
        (TicketRow.rating >= CONTENT, "yes"),
        (last.in_(SAID_YES), "yes"),
        (last.in_(SAID_NO), "no"),
        else_="silent",
    )
