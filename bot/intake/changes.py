"""Edits, deletions, emoji: mirrored to the other side and in memory, never taken as new requests."""

from bot.desk import tickets
from bot.desk.messages import Place
from bot.desk.relay.relays import Crossing, Spoken
from bot.governance.people import refusal
from bot.intake.outcomes import Became
from bot.intake.scene import Scene
from bot.intake.turn import Deleted, Edited, Reacted
from bot.store.tables import TicketRow


async def change(scene: Scene, turn: Edited | Deleted | Reacted) -> list[int]:
    """What somebody did to a message."""
    match turn:
        case Edited():
            return await edit(scene, turn)
        case Deleted():
            return await delete(scene, turn)
        case Reacted():
            return await react(scene, turn)


async def edit(scene: Scene, turn: Edited) -> list[int]:
    """Change what crossed, and what is remembered."""
    await scene.rooms.memory.amend(scene.session, turn.source, turn.text)
    ticket = await _ticket(scene, turn)
    if ticket is None:
        return await _nothing(scene)
    said = Spoken(turn.user, turn.text, turn.source)
    relays, at_the_desk = scene.rooms.desk.relays, await _at_the_desk(scene, turn)
    crossing = await relays.edited(scene.session, ticket, said, at_the_desk=at_the_desk)
    return await _mirrored(scene, ticket, crossing)


async def delete(scene: Scene, turn: Deleted) -> list[int]:
    """Take back what crossed, and forget it."""
    await scene.rooms.memory.drop(scene.session, turn.source)
    ticket = await _ticket(scene, turn)
    if ticket is None:
        return await _nothing(scene)
    relays, at_the_desk = scene.rooms.desk.relays, await _at_the_desk(scene, turn)
    crossing = await relays.deleted(scene.session, ticket, turn.user, turn.source, at_the_desk=at_the_desk)
    return await _mirrored(scene, ticket, crossing)


async def react(scene: Scene, turn: Reacted) -> list[int]:
    """Show an emoji on the other side, or take it away there."""
    ticket = None
    if refusal(scene.member) is None:
        at = Place(turn.channel, turn.ts)
        mirror = scene.rooms.desk.mirror
        ticket = await mirror.reacted(scene.session, turn.user, at, turn.name, on=turn.on)
    if ticket is None:
        return await _nothing(scene)
    await scene.came_to(Became.NOTED, "An emoji.", ticket=ticket)
    return []


async def _ticket(scene: Scene, turn: Edited | Deleted) -> TicketRow | None:
    """The ticket a message belongs to: it was relayed, or it stands in the thread of one."""
    if crossed := await tickets.relayed(scene.session, turn.source):
        return crossed[0]
    if packet := await tickets.by_packet(scene.session, turn.team, turn.channel, turn.thread):
        return packet
    here = await tickets.in_thread(scene.session, turn.team, turn.channel, turn.thread)
    return next((ticket for ticket in reversed(here) if ticket.requester == turn.user), None)


async def _at_the_desk(scene: Scene, turn: Edited | Deleted) -> bool:
    """Whether it stands in the thread of a packet."""
    return await tickets.by_packet(scene.session, turn.team, turn.channel, turn.thread) is not None


async def _nothing(scene: Scene) -> list[int]:
    await scene.came_to(Became.IGNORED, "It belongs to no request.")
    return []


async def _mirrored(scene: Scene, ticket: TicketRow, crossing: Crossing) -> list[int]:
    what = Became.RELAYED if crossing is Crossing.CROSSED else Became.NOTED
    await scene.came_to(what, crossing, ticket=ticket)
    return []
