"""Edits and deletions: mirrored to the other side and in memory, never taken as new requests."""

from bot.desk import tickets
from bot.desk.relays import Crossing, Spoken
from bot.intake.outcomes import Became
from bot.intake.scene import Scene
from bot.intake.turn import Deleted, Edited
from bot.store.tables import TicketRow


async def edit(scene: Scene, turn: Edited) -> list[int]:
    """Change what crossed, and what is remembered."""
    await scene.rooms.memory.amend(scene.session, turn.source, turn.text)
    ticket = await _ticket(scene, turn)
    if ticket is None:
        return await _nothing(scene)
    said = Spoken(turn.user, turn.text, turn.source)
    return await _mirrored(scene, ticket, await scene.rooms.desk.relays.edited(scene.session, ticket, said))


async def delete(scene: Scene, turn: Deleted) -> list[int]:
    """Take back what crossed, and forget it."""
    await scene.rooms.memory.drop(scene.session, turn.source)
    ticket = await _ticket(scene, turn)
    if ticket is None:
        return await _nothing(scene)
    relays = scene.rooms.desk.relays
    return await _mirrored(scene, ticket, await relays.deleted(scene.session, ticket, turn.user, turn.source))


async def _ticket(scene: Scene, turn: Edited | Deleted) -> TicketRow | None:
    """The ticket a message belongs to: it was relayed, or it stands in the thread of one."""
    if crossed := await tickets.relayed(scene.session, turn.source):
        return crossed[0]
    if packet := await tickets.by_packet(scene.session, turn.team, turn.channel, turn.thread):
        return packet
    here = await tickets.in_thread(scene.session, turn.team, turn.channel, turn.thread)
    return next((ticket for ticket in reversed(here) if ticket.requester == turn.user), None)


async def _nothing(scene: Scene) -> list[int]:
    await scene.came_to(Became.IGNORED, "It belongs to no request.")
    return []


async def _mirrored(scene: Scene, ticket: TicketRow, crossing: Crossing) -> list[int]:
    what = Became.RELAYED if crossing is Crossing.CROSSED else Became.NOTED
    await scene.came_to(what, crossing, ticket=ticket)
    return []
