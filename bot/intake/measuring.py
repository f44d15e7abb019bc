"""What staff say of a packet with one click, and what they ask though the packet says it."""

from collections.abc import Container

from bot.desk import tickets
from bot.desk.messages import Answer
from bot.desk.packets import repeats
from bot.governance.access import Action, allowed, roles_of
from bot.intake import phrases
from bot.intake.outcomes import Became
from bot.intake.scene import Scene
from bot.intake.turn import Clicked, Said
from bot.learning import handovers
from bot.store.tables import TicketRow

USEFUL = {"yes": True, "no": False}


async def rate(scene: Scene, turn: Clicked) -> list[int]:
    """Useful or not; the last click of each person counts."""
    ticket = await _of_their_desk(scene, turn, USEFUL)
    if ticket:
        await handovers.rate(scene.session, ticket.number, turn.user, useful=USEFUL[turn.value])
        await _thank(scene, ticket)
    return []


async def lack(scene: Scene, turn: Clicked) -> list[int]:
    """What they still had to ask."""
    ticket = await _of_their_desk(scene, turn, handovers.LACKED)
    if ticket:
        await handovers.lack(scene.session, ticket.number, turn.user, turn.value)
        await _thank(scene, ticket)
    return []


async def look_for_repetition(scene: Scene, turn: Said, ticket: TicketRow) -> None:
    """Count a question that went to the employee, and whether its answer stood in the packet."""
    asked = repeats.questions(turn.text)
    packet = await scene.rooms.desk.cards.read(scene.session, ticket) if asked else None
    if packet:
        found = next(filter(None, (repeats.answered(one, packet) for one in asked)), "")
        # Which part of the packet it was is counted; the answer itself is the employee's.
        part = found.partition(":")[0]
        await handovers.ask(scene.session, ticket.number, turn.user, turn.source, part)


async def _of_their_desk(scene: Scene, turn: Clicked, values: Container[str]) -> TicketRow | None:
    ticket = await tickets.find(scene.session, turn.team, turn.ticket)
    roles = await roles_of(scene.rooms.people, turn.user, desk=ticket.desk if ticket else None)
    if ticket is not None and turn.value in values and allowed(roles, Action(turn.action)):
        return ticket
    await scene.refuse(turn.action)
    await scene.came_to(Became.REFUSED, phrases.NOT_FOR_BUTTON)
    return None


async def _thank(scene: Scene, ticket: TicketRow) -> None:
    if scene.by.address:
        await scene.say(Answer(scene.by.address, phrases.MEASURED))
    await scene.came_to(Became.NOTED, ticket=ticket)
