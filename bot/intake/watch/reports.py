"""A desk's report: who waits and how long, what came in, and what the coworkers did about it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.coworkers.tally import Tally, tallies
from bot.coworkers.words import counted, duration, harmless
from bot.desk import tickets
from bot.desk.aftercare import REMINDED
from bot.desk.calendar.hours import Hours
from bot.desk.calendar.sla import MISSED, TARGETS
from bot.desk.pace import pulse
from bot.desk.pace.clocks import step
from bot.desk.states import OWNED, State
from bot.desk.words import span
from bot.intake.rooms import Rooms
from bot.intake.watch import load
from bot.learning.handovers import Handovers, handovers
from bot.learning.handovers import told as told_of_handovers
from bot.settings import DeskSettings
from bot.store.base import now
from bot.store.tables import TicketEvent, TicketRow

NOTHING_HANDED = Handovers()
NAMED = 5
"""So many of those that wait are named; the others are counted."""


@dataclass(frozen=True)
class Report:
    """How a desk stands at a moment, and what happened since another.

    `longest` are lines on those that lie on the desk, the oldest first. `late` were not taken within the
    time after which the desk is reminded, `missed` missed a target of the desk. `overdue` are lines on
    articles that the desk should read again. `loads` are lines on what each person carries, `pulse` is how
    their last weeks were.
    """

    desk: DeskSettings
    title: str
    at: datetime
    since: datetime
    unclaimed: int
    claimed: int
    longest: Sequence[str]
    opened: int
    late: int
    missed: int
    loads: Sequence[str]
    pulse: str
    done: Mapping[str, Tally]
    overdue: Sequence[str]
    handovers: Handovers = NOTHING_HANDED


async def report(rooms: Rooms, session: AsyncSession, desk: str, since: datetime) -> str:
    """The report of a desk, as Markdown."""
    team, settings, at = rooms.team, rooms.desks[desk], now()
    lying = await tickets.queue(session, team, desk)
    done = await tallies(session, team, rooms.roster.badges, desk=desk, since=since)
    return told(
        Report(
            desk=settings,
            title=rooms.commands.desk_title(desk),
            at=at,
            since=since,
            unclaimed=sum(ticket.state == State.QUEUED for ticket in lying),
            claimed=sum(ticket.state in OWNED for ticket in lying),
            longest=[await _line(rooms, ticket, at) for ticket in lying[:NAMED]],
            opened=await _opened(session, _of(team, desk), since),
            late=await _noted(session, _of(team, desk), since, REMINDED),
            missed=await _noted(session, _of(team, desk), since, *(step(what, MISSED) for what in TARGETS)),
            loads=await _loads(rooms, session, desk, since),
            pulse=await pulse.trend(rooms.desk.office, session, team, desk),
            done={rooms.commands.called(name): tally for name, tally in sorted(done.items())},
            overdue=_overdue(rooms, desk, at.date()),
            handovers=await handovers(session, team, [desk], since),
        )
    )


def told(report: Report) -> str:
    """The report as people read it."""
    head = f"**How the {report.title} desk stands**, {_clock(report.at, report.desk.timezone)}"
    return "\n".join([head, *_waiting(report), *_happened(report)])


def _waiting(report: Report) -> Iterator[str]:
    lying = report.unclaimed + report.claimed
    if not lying:
        yield "- Nothing lies on the desk."
        return
    yield f"- {counted(lying, 'request')} on the desk; {report.unclaimed} of them nobody has taken."
    yield from (f"    - {line}" for line in report.longest)
    if lying > len(report.longest):
        yield f"    - and {lying - len(report.longest)} that came later"


def _happened(report: Report) -> Iterator[str]:
    patience = span(report.desk.remind_after_minutes)
    since = _clock(report.since, report.desk.timezone)
    opened = counted(report.opened, "new request")
    yield f"- Since {since}: {opened}; {report.late} waited longer than {patience} for somebody to take it."
    if report.desk.first_response or report.desk.resolution:
        yield f"- {counted(report.missed, 'request')} missed a target."
    for name, tally in report.done.items():
        yield f"- {name}: {_did(tally)}"
    if report.handovers.taken:
        yield from (f"- {line}" for line in told_of_handovers(report.handovers))
    if report.loads:
        yield "- Who carries what:"
        yield from (f"    - {line}" for line in report.loads)
    if report.pulse:
        yield f"- How the desk's people say their weeks were: {report.pulse}."
    yield from (f"- {line}" for line in report.overdue)


def _did(tally: Tally) -> str:
    solved = f"{tally.solved} solved, {tally.alone} of them without a person"
    saved = f"{duration(tally.confirmed_minutes)} confirmed, {duration(tally.assumed_minutes)} assumed"
    return f"{solved}; {tally.open} open. Time given back: {saved}."


async def _loads(rooms: Rooms, session: AsyncSession, desk: str, since: datetime) -> list[str]:
    found = await load.loads(session, rooms.team, desk, Hours.of(rooms.desks[desk]), since)
    return [load.told(await rooms.commands.name_of(user), each) for user, each in found.items()]


async def _line(rooms: Rooms, ticket: TicketRow, at: datetime) -> str:
    waited = span((at - (ticket.handed_at or ticket.opened_at)).total_seconds() / 60)
    name = await rooms.commands.name_of(ticket.requester)
    holder = f"{await rooms.commands.name_of(ticket.assignee)} has it" if ticket.assignee else "not taken"
    return f"{ticket.id} of {name}, for {waited}: {holder}"


def _overdue(rooms: Rooms, desk: str, today: date) -> list[str]:
    """Articles of the handbook that name this desk as their owner, and whose review is past due."""
    theirs = [each for each in rooms.library.shelf.articles if each.front.owner.lower() == desk.lower()]
    late = [(each.front.review_by, each.title) for each in theirs if each.front.review_by]
    late = sorted(each for each in late if each[0] < today)
    lines = [f"Read again “{harmless(title)}”; its review was due on {due}." for due, title in late[:NAMED]]
    return lines + [f"… and {len(late) - NAMED} other articles."] * (len(late) > NAMED)


def _of(team: str, desk: str) -> ColumnElement[bool]:
    return (TicketRow.team == team) & (TicketRow.desk == desk)


async def _opened(session: AsyncSession, theirs: ColumnElement[bool], since: datetime) -> int:
    query = select(func.count()).where(theirs, TicketRow.opened_at > since)
    return await session.scalar(query) or 0


async def _noted(session: AsyncSession, theirs: ColumnElement[bool], since: datetime, *whats: str) -> int:
    """Tickets to which one of these happened."""
    noted = TicketEvent.what.in_(whats) & (TicketEvent.at > since)
    of_theirs = select(TicketEvent.ticket).join(TicketRow, TicketRow.number == TicketEvent.ticket)
    found = of_theirs.where(theirs, noted).distinct().subquery()
    return await session.scalar(select(func.count()).select_from(found)) or 0


def _clock(moment: datetime, zone: str) -> str:
    return f"{moment.astimezone(ZoneInfo(zone)):%a %-d %b %H:%M}"
