"""What people hear when a ticket comes to a desk: who sees to it, when, and in which language."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk import words
from bot.desk.calendar import promises
from bot.desk.calendar.languages import language_of
from bot.desk.messages import Packet
from bot.desk.office import Office
from bot.desk.pace.clocks import FROM_URGENCY, Clocks
from bot.store.base import now
from bot.store.tables import TicketRow

PRESSING = frozenset({"critical", "high"})
"""So grave that whoever is on call hears of it at any hour."""


async def arrived(
    office: Office, clocks: Clocks, session: AsyncSession, ticket: TicketRow, packet: Packet
) -> None:
    """Tell the employee and whoever is on call, and start the clocks."""
    if ticket.severity == "normal":
        ticket.severity = FROM_URGENCY.get(packet.urgency.partition(":")[0], ticket.severity)
    then = await _what_happens_next(office, session, ticket)
    text = words.handed_over(packet, office.voice.title(ticket.desk), then)
    await office.voice.to_requester(session, ticket, text, offer_correction=True)
    await _call(office, session, ticket)
    await clocks.start(session, ticket)


async def _call(office: Office, session: AsyncSession, ticket: TicketRow) -> None:
    """Whoever is on call, while the desk is open; at any hour where it presses."""
    nobody = await office.rota.nobody(session, ticket.team, ticket.desk)
    if nobody and ticket.severity not in PRESSING:
        return
    if on_call := await office.rota.on_call(session, ticket.team, ticket.desk):
        await office.voice.to_staff(session, ticket, promises.on_call(ticket), (on_call,))


async def back(office: Office, session: AsyncSession, ticket: TicketRow) -> str:
    """When somebody is back at a ticket's desk, and which number it has; "" while somebody is there."""
    nobody = await office.rota.nobody(session, ticket.team, ticket.desk)
    if nobody is None:
        return ""
    number = await office.rota.place_in_line(session, ticket)
    zone, title = office.rota.hours(ticket.desk).zone, office.voice.title(ticket.desk)
    return promises.back(title, nobody.back_at, now(), zone, number, closed=nobody.closed)


async def _what_happens_next(office: Office, session: AsyncSession, ticket: TicketRow) -> str:
    """When somebody can be expected, and in which language, where that is not theirs."""
    desk, title = office.desks[ticket.desk], office.voice.title(ticket.desk)
    text = await back(office, session, ticket) or words.soon(desk.remind_after_minutes)
    theirs = language_of((await office.people.member(ticket.requester)).locale)
    spoken = {language.casefold() for language in desk.languages}
    if theirs and spoken and theirs.casefold() not in spoken:
        text = f"{text} {promises.not_their_language(title, desk.languages)}"
    return text
