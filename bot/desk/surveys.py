"""Whom to ask how it was: once a ticket, a share of them, and nobody too often."""

from datetime import timedelta
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk import tickets
from bot.settings.surveys import SurveySettings
from bot.store.base import now
from bot.store.tables import TicketEvent, TicketRow

SURVEYED = "surveyed"
"""The event of a ticket whose requester was asked."""


async def due(session: AsyncSession, ticket: TicketRow, settings: SurveySettings) -> bool:
    """Whether the requester is to be asked about this ticket; each is drawn once, whenever one looks."""
    if await tickets.noted(session, ticket.number, SURVEYED) or not drawn(ticket, settings.share):
        return False
    return not settings.pause_days or not await _asked_lately(session, ticket, settings.pause_days)


def drawn(ticket: TicketRow, share: float) -> bool:
    """Whether a ticket is among the share that is asked about: by its name, so the same at every look."""
    place = int.from_bytes(sha256(f"{ticket.team}:{ticket.number}".encode()).digest()[:8], "big")
    return place < share * 2**64


async def _asked_lately(session: AsyncSession, ticket: TicketRow, days: int) -> bool:
    query = (
        select(TicketEvent.id)
        .join(TicketRow, TicketRow.number == TicketEvent.ticket)
        .where(
            TicketRow.team == ticket.team,
            TicketRow.requester == ticket.requester,
            TicketEvent.what == SURVEYED,
            TicketEvent.at > now() - timedelta(days=days),
        )
    )
    return await session.scalar(query.limit(1)) is not None
