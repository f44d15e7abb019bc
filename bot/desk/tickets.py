"""Tickets in the store: opening them, moving them (only as the table allows), finding them."""

from collections.abc import Sequence
from typing import Any, cast

from sqlalchemy import CursorResult, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm.attributes import set_committed_value

from bot.desk import handoffs
from bot.desk.messages import Place
from bot.desk.states import ACTIVE, MOVES, WITH_DESK, Move, State
from bot.store.base import now
from bot.store.tables import OutboxRow, TicketEvent, TicketRow


async def open_ticket(
    session: AsyncSession,
    *,
    team: str,
    place: Place,
    requester: str,
    coworker: str,
    desk: str,
    request: str,
    skill: str | None = None,
    rule: str = "",
    score: float | None = None,
    runner_up: str | None = None,
    why: str = "",
) -> TicketRow:
    """A new ticket in state `open`, with its first event; it has its number when this returns."""
    ticket = TicketRow(
        team=team,
        channel=place.channel,
        thread=place.thread,
        requester=requester,
        coworker=coworker,
        desk=desk,
        skill=skill,
        state=State.OPEN,
        request=request,
        rule=rule,
        score=score,
        runner_up=runner_up,
        why=why,
    )
    session.add(ticket)
    await session.flush()
    await note(session, ticket.number, requester, "opened")
    return ticket


async def move(
    session: AsyncSession, ticket: TicketRow, step: Move, actor: str, detail: str = "", **columns: Any
) -> TicketEvent | None:
    """Make a move if the ticket stands where it may be made, with its event; None when somebody was faster.

    `columns` are plain values, set along with the state. The row in hand is up to date either way.
    """
    sources, target = MOVES[step]
    before = handoffs.owner(ticket)
    values = columns | {"state": target, "updated_at": now()}
    moved = await session.execute(
        update(TicketRow)
        .where(TicketRow.number == ticket.number, TicketRow.state.in_(sources))
        .values(values)
        .execution_options(synchronize_session=False)
    )
    if cast("CursorResult[Any]", moved).rowcount == 0:
        await session.refresh(ticket)
        return None
    for name, value in values.items():
        set_committed_value(ticket, name, value)
    await handoffs.changed_hands(session, ticket, before, actor, ": ".join(filter(None, (step, detail))))
    return await note(session, ticket.number, actor, step, detail)


async def note(session: AsyncSession, number: int, actor: str, what: str, detail: str = "") -> TicketEvent:
    """Write down that something happened to a ticket."""
    event = TicketEvent(ticket=number, actor=actor, what=what, detail=detail)
    session.add(event)
    await session.flush()
    return event


async def noted(session: AsyncSession, number: int, what: str, actor: str | None = None) -> bool:
    """Whether it happened before (to anybody, or to this actor)."""
    query = select(TicketEvent.id).where(TicketEvent.ticket == number, TicketEvent.what == what)
    if actor is not None:
        query = query.where(TicketEvent.actor == actor)
    return (await session.scalar(query.limit(1))) is not None


async def find(session: AsyncSession, team: str, number: int) -> TicketRow | None:
    """A ticket of this workspace by its number."""
    return await session.scalar(select(TicketRow).where(TicketRow.team == team, TicketRow.number == number))


async def in_thread(session: AsyncSession, team: str, channel: str, thread: str) -> Sequence[TicketRow]:
    """Every ticket of a conversation, oldest first; several when one message held several requests."""
    query = select(TicketRow).where(
        TicketRow.team == team, TicketRow.channel == channel, TicketRow.thread == thread
    )
    return (await session.scalars(query.order_by(TicketRow.number))).all()


async def active_in_thread(
    session: AsyncSession, team: str, channel: str, thread: str
) -> Sequence[TicketRow]:
    """The tickets of a conversation that are neither solved nor closed, oldest first."""
    return [t for t in await in_thread(session, team, channel, thread) if t.state in ACTIVE]


async def by_packet(session: AsyncSession, team: str, channel: str, packet_ts: str) -> TicketRow | None:
    """The ticket whose packet is this message in a desk's channel; None for any other message."""
    return await session.scalar(
        select(TicketRow)
        .join(OutboxRow, OutboxRow.ticket == TicketRow.number)
        .where(
            TicketRow.team == team,
            OutboxRow.kind == "packet",
            OutboxRow.channel == channel,
            OutboxRow.ts == packet_ts,
        )
    )


async def packet_on_its_way(session: AsyncSession, channel: str) -> bool:
    """Whether a packet is being posted to this channel; until that is done its `ts` is not known."""
    query = select(OutboxRow.seq).where(
        OutboxRow.state == "sending", OutboxRow.channel == channel, OutboxRow.kind == "packet"
    )
    return await session.scalar(query.limit(1)) is not None


async def packet_place(session: AsyncSession, ticket: TicketRow) -> Place | None:
    """Where the packet stands (its channel, its ts as the thread); None before it was posted."""
    row = await session.scalar(select(OutboxRow).where(OutboxRow.id == ticket.packet))
    return Place(row.channel, row.ts or "") if row else None


async def queue(session: AsyncSession, team: str, desk: str) -> Sequence[TicketRow]:
    """What lies on a desk, claimed or not, in the order it was handed over."""
    query = select(TicketRow).where(
        TicketRow.team == team, TicketRow.desk == desk, TicketRow.state.in_(WITH_DESK)
    )
    return (await session.scalars(query.order_by(TicketRow.handed_at, TicketRow.number))).all()


async def related(session: AsyncSession, ticket: TicketRow, limit: int = 4) -> Sequence[TicketRow]:
    """The requester's other tickets at the same desk, newest first: nothing of another desk is shown."""
    query = select(TicketRow).where(
        TicketRow.team == ticket.team,
        TicketRow.requester == ticket.requester,
        TicketRow.desk == ticket.desk,
        TicketRow.number != ticket.number,
    )
    return (await session.scalars(query.order_by(TicketRow.number.desc()).limit(limit))).all()


async def also_reported(session: AsyncSession, ticket: TicketRow, limit: int = 4) -> Sequence[TicketRow]:
    """Other people's open tickets for the same skill at the same desk: who else reported it."""
    if ticket.skill is None:
        return []
    query = select(TicketRow).where(
        TicketRow.team == ticket.team,
        TicketRow.desk == ticket.desk,
        TicketRow.skill == ticket.skill,
        TicketRow.requester != ticket.requester,
        TicketRow.state.in_(WITH_DESK),
    )
    return (await session.scalars(query.order_by(TicketRow.number.desc()).limit(limit))).all()


async def history(session: AsyncSession, number: int) -> Sequence[TicketEvent]:
    """Everything that happened to a ticket, in order."""
    query = select(TicketEvent).where(TicketEvent.ticket == number).order_by(TicketEvent.id)
    return (await session.scalars(query)).all()


async def relayed(session: AsyncSession, source: str) -> tuple[TicketRow, OutboxRow] | None:
    """What of the message at `source` ("channel:ts") crossed first, words or a file, and its ticket."""
    row = (
        await session.execute(
            select(TicketRow, OutboxRow)
            .join(OutboxRow, OutboxRow.ticket == TicketRow.number)
            .where(OutboxRow.source == source, OutboxRow.kind == "relay")
            .where(OutboxRow.verb.in_(("post", "file")))
            .where(OutboxRow.taken_back.is_(False))
            .order_by(OutboxRow.seq)
        )
    ).first()
    return (row[0], row[1]) if row else None
