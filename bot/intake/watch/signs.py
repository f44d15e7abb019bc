"""Signs that something ought to go well and does not: read from the store, judged against a clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.coworkers.roster import Coworker
from bot.coworkers.words import counted
from bot.desk.words import span
from bot.governance.audit import Audit, Outcome
from bot.store.inbox import Inbox
from bot.store.tables import AuditRow, OutboxRow

TROUBLE = frozenset({"error", "stuck", "changed"})
"""Rules of hand-overs that happen because a coworker could not do what it should."""

IN_A_ROW = 2
"""One failure may be anybody's; so many without a success between them are traffic without success."""

LOOKED_BACK = 100


@dataclass(frozen=True)
class Sign:
    """How one thing stands, and what people read when it begins to fail and when that is over.

    `fails` is None where there is nothing new to say; `whose` is None for what concerns all coworkers.
    """

    key: str
    fails: bool | None
    alert: str
    over: str
    whose: Coworker | None = None


async def unworked(inbox: Inbox, at: datetime, limit: timedelta) -> Sign:
    """What came in waits to be worked on."""
    count, oldest = await inbox.backlog()
    waited = at - (oldest or at)
    first = f"The oldest of {counted(count, 'message')} has waited {_span(waited)}."
    return Sign(
        "turns",
        waited >= limit,
        f"**Messages wait to be worked on.** {first} They are kept, in order, and worked on as soon as that "
        "is possible. The log says what is in the way.",
        "**Messages are worked on again.** None waits any more.",
    )


async def unsent(session: AsyncSession, at: datetime, limit: timedelta) -> Sign:
    """What we have to say does not reach Slack."""
    waiting = OutboxRow.state.in_(("pending", "sending"))
    query = select(func.count(), func.min(OutboxRow.created_at)).where(waiting)
    count, oldest = (await session.execute(query)).one()
    waited = at - (oldest or at)
    first = f"The oldest of {counted(count, 'message')} has waited {_span(waited)}."
    return Sign(
        "outbox",
        waited >= limit,
        f"**What I say reaches Slack late.** {first} They are kept, in order, and said as soon as "
        "Slack takes them.",
        "**What I say reaches Slack again.**",
    )


async def fruitless(
    session: AsyncSession, audit: Audit, team: str, coworker: Coworker, at: datetime, limit: timedelta
) -> Sign:
    """A coworker tries, and nothing works."""
    rows = await audit.recent(session, team, actor=coworker.name, limit=LOOKED_BACK)
    failures = since_success(rows)
    return Sign(
        f"coworker:{coworker.name}",
        _fails(failures, at, limit),
        f"**{coworker.called} fails.** Nothing it tried has worked for {_span(at - _first(failures, at))}: "
        f"{counted(len(failures), 'failure')} in a row. People get these requests, as far as a desk "
        "can be reached. `/coworkers status` shows the latest failure; "
        f"`/coworkers pause {coworker.name}` stops it.",
        f"**{coworker.called} works again.**",
        whose=coworker,
    )


def since_success(rows: Sequence[AuditRow]) -> list[AuditRow]:
    """The failures among a coworker's deeds (newest first) since it last managed anything."""
    troubled = {row.ticket for row in rows if row.outcome == Outcome.FAILED}
    fruitless = takewhile(lambda row: not _managed(row, troubled), rows)
    return [row for row in fruitless if row.outcome == Outcome.FAILED or _out_of_trouble(row)]


def _managed(row: AuditRow, troubled: set[int | None]) -> bool:
    """Whether this went well; handing over a request that a tool failed at does not count for that."""
    if row.action == "hand_over" and (_out_of_trouble(row) or row.ticket in troubled):
        return False
    return row.outcome == Outcome.DONE


def _out_of_trouble(row: AuditRow) -> bool:
    return row.action == "hand_over" and row.details.get("rule") in TROUBLE


def _fails(failures: Sequence[AuditRow], at: datetime, limit: timedelta) -> bool | None:
    if not failures:
        return False
    lately = at - failures[0].at < 2 * limit
    return True if len(failures) >= IN_A_ROW and lately and at - failures[-1].at >= limit else None


def _first(failures: Sequence[AuditRow], at: datetime) -> datetime:
    return failures[-1].at if failures else at


def _span(length: timedelta) -> str:
    return span(length.total_seconds() / 60)
