"""Takes people's words out of the tables: what hangs on their tickets, and what was said to them in Slack."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Column, ColumnElement, Select, Table, and_, delete, or_, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.store.base import Base, SealedJson
from bot.store.sealed import Sealed
from bot.store.tables import HandoffRow, OutboxRow, PacketRow, ReactionRow, TicketEvent, TicketRow
from bot.store.tables import Outcome as OutcomeRow

DONE = ("sent", "failed", "withdrawn")
IN_SLACK = {"post": "delete", "file": "unfile"}
"""What stands in Slack by which verb, and the verb that removes it."""

OTHERWISE = frozenset({"outbox", "packets"})
"""Not simply blanked: what waits to be said is withdrawn, and a packet is deleted or emptied whole."""


@dataclass(frozen=True)
class Whose:
    """Whose words, as far as they are from before a moment. `alias` takes the place of their id.

    `direct` is the channel in which they and we write to each other; `spared` are messages of ours that stay
    in Slack because others wait by them; `beside` are others' tickets whose cards show their words, too.
    """

    team: str
    user: str
    alias: str
    before: datetime
    direct: str
    spared: tuple[str, ...] = ()
    beside: tuple[int, ...] = ()

    def tickets(self) -> Select[int]:
        """The numbers of their tickets."""
        theirs = TicketRow.requester.in_((self.user, self.alias))
        return select(TicketRow.number).where(
            TicketRow.team == self.team, theirs, TicketRow.opened_at < self.before
        )


def sealed_columns(table: Table) -> list[Column[Any]]:
    """The columns of a table that hold words."""
    return [column for column in table.columns if isinstance(column.type, Sealed | SealedJson)]


def ticket_column(table: Table) -> Column[Any] | None:
    """The column that says which ticket a row is about; None where none does."""
    if table is Base.metadata.tables[TicketRow.__tablename__]:
        return table.c.number
    named = (each.parent for each in table.foreign_keys if each.target_fullname == "tickets.number")
    return next(named, None)


async def erase(session: AsyncSession, whose: Whose) -> None:
    """Blank what hangs on their tickets, in this transaction; remove what stands of it in Slack."""
    if session.get_bind().dialect.name == "sqlite":
        await session.execute(text("PRAGMA secure_delete=ON"))
    numbers = list(await session.scalars(whose.tickets()))
    await blank(session, numbers)
    await _reasons(session, whose, numbers)
    gone = PacketRow.ticket.in_(numbers) & PacketRow.message.not_in(whose.spared)
    await session.execute(delete(PacketRow).where(gone))
    await _outbox(session, whose, numbers)
    await _names(session, whose, numbers)
    felt = ReactionRow.user == whose.user, ReactionRow.at < whose.before
    await session.execute(delete(ReactionRow).where(*felt))


async def blank(session: AsyncSession, numbers: list[int], without: Collection[str] = ()) -> None:
    """Blank all words that hang on these tickets, but for those in some tables."""
    for table in Base.metadata.sorted_tables:
        place, words = ticket_column(table), sealed_columns(table)
        if place is not None and words and table.name not in {*OTHERWISE, *without}:
            await _change(session, table, place.in_(numbers), {c.name: _nothing(c) for c in words})


def _nothing(column: Column[Any]) -> Any:
    """What stands in a blanked column."""
    if column.nullable:
        return None
    if isinstance(column.type, Sealed):
        return ""
    default = column.default
    return default.arg(None) if default is not None and default.is_callable else {}  # type: ignore[attr-defined]


async def _change(
    session: AsyncSession, table: Table, where: ColumnElement[bool], values: dict[str, Any]
) -> None:
    await session.execute(update(table).where(where).values(values))


async def _reasons(session: AsyncSession, whose: Whose, numbers: list[int]) -> None:
    """Why their messages came to what they did."""
    table = Base.metadata.tables[OutcomeRow.__tablename__]
    theirs = and_(table.c.conversation.in_((whose.direct, whose.user)), table.c.at < whose.before)
    await _change(session, table, or_(theirs, table.c.ticket.in_(numbers)), {"reason": ""})


async def _outbox(session: AsyncSession, whose: Whose, numbers: list[int]) -> None:
    """What is about no ticket may speak of theirs (an answer, a report); said, nobody needs it any more."""
    table = Base.metadata.tables[OutboxRow.__tablename__]
    about = table.c.ticket.in_(numbers)
    await _change(session, table, about & (table.c.state == "pending"), {"state": "withdrawn"})
    shown = select(OutboxRow).where(
        OutboxRow.ticket.in_(numbers),
        OutboxRow.state == "sent",
        OutboxRow.verb.in_(IN_SLACK),
        OutboxRow.channel != whose.direct,
        OutboxRow.taken_back.is_(False),
        OutboxRow.id.not_in(whose.spared),
    )
    for row in await session.scalars(shown):
        row.taken_back = True
        session.add(
            OutboxRow(id=uuid4().hex, verb=IN_SLACK[row.verb], channel=row.channel, body={}, target=row.id)
        )
    await session.flush()
    loose = or_(table.c.channel == whose.direct, table.c.ticket.is_(None)) & (
        table.c.created_at < whose.before
    )
    shown_there = table.c.ticket.in_(whose.beside) & (table.c.kind == "packet")
    done = table.c.state.in_(DONE) & or_(about, loose, shown_there)
    await _change(session, table, done, {"body": {}, "mirror": None})


async def _names(session: AsyncSession, whose: Whose, numbers: list[int]) -> None:
    """Who it was stands there under another name."""
    tickets = Base.metadata.tables[TicketRow.__tablename__]
    for row, who in ((TicketEvent, "actor"), (HandoffRow, "by")):
        table = Base.metadata.tables[row.__tablename__]
        mine = table.c.ticket.in_(numbers) & (table.c[who] == whose.user)
        await _change(session, table, mine, {who: whose.alias})
    await _change(session, tickets, tickets.c.number.in_(numbers), {"requester": whose.alias})
