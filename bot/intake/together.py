"""Incidents in the course of a turn: reports of what is known already, links by staff, news for all."""

from bot.desk import incident_words as words
from bot.desk import links, tickets
from bot.desk.messages import Notice
from bot.desk.office import Verdict
from bot.desk.relay.relays import Spoken
from bot.desk.states import State
from bot.governance.access import Action
from bot.intake import handing, phrases
from bot.intake.outcomes import Became
from bot.intake.scene import Scene
from bot.intake.triage.routing import Route
from bot.intake.turn import Clicked, Said, Submitted
from bot.intake.voice import tell
from bot.store.tables import TicketRow

KNOWN = "known_incident"
"""The rule of a report that was added to an incident by itself."""
MAY_BE_KNOWN = frozenset({Route.SKILL, Route.CLARIFY, Route.PERSON})


async def already_known(scene: Scene) -> bool:
    """Whether a new request tells of an open incident; then its author is added to it, and told so.

    Who asks for a person gets one, and what belongs to people alone is compared with nothing.
    """
    decision = scene.decision
    if decision.route not in MAY_BE_KNOWN or scene.wants_people:
        return False
    found = await scene.rooms.incidents.known(scene.session, scene.turn.team, scene.turn.user, scene.text)
    if found is None:
        return False
    incident, lead, own = found
    ticket = own or await _added(scene, lead)
    desk = scene.rooms.desk.voice.title(lead.desk)
    say = words.known_again if own else words.known
    text = say(ticket, desk, incident.title)
    await tell(scene, Notice(scene.place, text, ticket.number, ticket.coworker, offer_person=True))
    await scene.rooms.desk.relays.from_employee(scene.session, ticket, _spoken(scene))
    await scene.came_to(Became.ESCALATED, f"It is part of {lead.id}.", ticket=ticket, rule=KNOWN)
    return True


async def _added(scene: Scene, lead: TicketRow) -> TicketRow:
    decision = scene.decision
    ticket = await tickets.open_ticket(
        scene.session,
        team=scene.turn.team,
        place=scene.place,
        requester=scene.turn.user,
        coworker=scene.rooms.coworker(lead.desk),
        desk=lead.desk,
        request=scene.text,
        skill=decision.skill,
        rule=KNOWN,
        score=decision.score,
        runner_up=decision.runner_up,
        why=f"It is part of {lead.id}.",
    )
    await scene.rooms.incidents.join(scene.session, ticket, lead, ticket.coworker)
    return ticket


def _spoken(scene: Scene) -> Spoken:
    turn = scene.turn
    return Spoken(turn.user, scene.text, turn.source if isinstance(turn, Said) else turn.key)


async def take_out(scene: Scene, ticket: TicketRow, by: str, because: str) -> bool:
    """A ticket of an incident is looked at by itself from now on, with a packet of its own."""
    rooms, session = scene.rooms, scene.session
    lead = await links.lead_of(session, ticket)
    if lead is None or ticket.state != State.LINKED:
        return False
    if ticket.packet == lead.packet:
        ticket.packet = None
        await handing.hand_over(scene, ticket, because, rule="not_the_same")
    elif not await rooms.incidents.put_back(session, ticket, lead, by):
        return False
    await rooms.incidents.left(session, ticket, lead)
    return True


async def link(scene: Scene, turn: Clicked) -> list[int]:
    """One click on the card: it is the same as the ticket that the button names."""
    return await _link(scene, turn.ticket, turn.chosen_number)


async def link_to(scene: Scene, turn: Submitted) -> list[int]:
    """The same, with a ticket that staff chose from all that wait."""
    to = turn.values.get("to", "")
    return await _link(scene, turn.ticket, int(to) if to.isascii() and to.isdigit() and len(to) < 10 else 0)


async def _link(scene: Scene, number: int, to: int) -> list[int]:
    verdict = await scene.rooms.incidents.link(scene.session, scene.turn.team, number, scene.by, to)
    await scene.judged(verdict)
    return []


async def unlink(scene: Scene, turn: Clicked) -> list[int]:
    """Staff say it is something else; the button stands on its own card, or below the incident's."""
    office = scene.rooms.desk.office
    number = turn.chosen_number or turn.ticket
    found = await office.for_staff(scene.session, turn.team, number, scene.by, Action.UNLINK_TICKET)
    if isinstance(found, Verdict):
        await scene.judged(found)
    elif await take_out(scene, found, turn.user, phrases.SOMETHING_ELSE):
        await scene.judged(Verdict.DONE)
    else:
        await scene.judged(await office.too_late(scene.session, found, scene.by))
    return []


async def news(scene: Scene, turn: Submitted) -> list[int]:
    """Staff tell everybody in an incident how it stands."""
    told = turn.values.get("news", "")
    incidents = scene.rooms.incidents
    await scene.judged(await incidents.tell_everybody(scene.session, turn.team, turn.ticket, scene.by, told))
    return []


async def name_it(scene: Scene, turn: Submitted) -> list[int]:
    """Staff say what an incident is called."""
    title = turn.values.get("title", "")
    incidents = scene.rooms.incidents
    await scene.judged(await incidents.name_it(scene.session, turn.team, turn.ticket, scene.by, title))
    return []


async def solve_the_rest(scene: Scene, number: int, fix: str) -> None:
    """A ticket has just been solved: so is all that waited for it."""
    lead = await scene.session.get_one(TicketRow, number)
    if await links.how_many(scene.session, number):
        await scene.rooms.incidents.solve_the_rest(scene.session, lead, scene.by, fix)
