"""The forms behind the rarer moves of a desk's people: what each of them offers to choose from."""

from collections.abc import Awaitable, Callable

from slack_sdk.models.views import View

from bot.desk import links, macros, tickets
from bot.desk.shorten import one_line
from bot.desk.states import WITH_DESK
from bot.governance.access import Action, allowed, roles_of
from bot.intake.rooms import Rooms
from bot.slack.blocks import staff_modals as modals
from bot.store.tables import IncidentRow, TicketRow

REQUIRED = {
    "hand_on_ticket": {"desk": "Please choose a desk.", "why": "Please say why, in a few words."},
    "instruct": {"instruction": "Please say what is to be done."},
    "snooze_ticket": {"length": "Please choose how long."},
    "send_reply": {"macro": "Please choose a reply."},
    "link_to_ticket": {"to": "Please choose a ticket."},
    "incident_news": {"news": "Please write what they should know."},
    "incident_title": {"title": "Please write what everybody may read."},
}


async def view(rooms: Rooms, ticket: TicketRow, user: str, action: str) -> View | None:
    """The form of a button; None when it is not for this person, or there is nothing to choose from."""
    if not allowed(await roles_of(rooms.people, user, desk=ticket.desk), Action(action)):
        return None
    return await FORMS[action](rooms, ticket) if ticket.state in WITH_DESK else None


async def _hand_on(rooms: Rooms, ticket: TicketRow) -> View | None:
    others = {name: desk.title or name for name, desk in rooms.desks.items() if name != ticket.desk}
    private = rooms.desk.office.private(ticket.desk)
    return modals.hand_on_ticket(ticket.number, others, private) if others else None


async def _instruct(rooms: Rooms, ticket: TicketRow) -> View:
    skills = {name: skill.badge.title for name, skill in rooms.catalog.skills.items()}
    return modals.instruct_coworker(ticket.number, rooms.commands.called(ticket.coworker), skills)


async def _snooze(_: Rooms, ticket: TicketRow) -> View:
    return modals.snooze_ticket(ticket.number)


async def _saved_reply(rooms: Rooms, ticket: TicketRow) -> View | None:
    async with rooms.sessions() as session:
        replies = await macros.known(session, ticket.team, ticket.desk, rooms.desks[ticket.desk])
    return modals.send_reply(ticket.number, replies) if replies else None


async def _link_to(rooms: Rooms, ticket: TicketRow) -> View | None:
    private = rooms.desk.office.private(ticket.desk)
    async with rooms.sessions() as session:
        waiting = await tickets.queue(session, ticket.team, ticket.desk)
    others = [
        (other.number, one_line(other.request, 60))
        for other in reversed(waiting)
        if other.number != ticket.number and (other.requester == ticket.requester or not private)
    ]
    return modals.link_to_ticket(ticket.number, others) if others else None


async def _news(rooms: Rooms, ticket: TicketRow) -> View:
    async with rooms.sessions() as session:
        people = 1 + await links.how_many(session, ticket.number)
    return modals.incident_news(ticket.number, people)


async def _title(rooms: Rooms, ticket: TicketRow) -> View | None:
    async with rooms.sessions() as session:
        incident = await session.get(IncidentRow, ticket.number)
    return modals.incident_title(ticket.number, incident.title) if incident else None


FORMS: dict[str, Callable[[Rooms, TicketRow], Awaitable[View | None]]] = {
    "hand_on": _hand_on,
    "instruct": _instruct,
    "snooze": _snooze,
    "saved_reply": _saved_reply,
    "link_to": _link_to,
    "tell_everybody": _news,
    "name_incident": _title,
}
