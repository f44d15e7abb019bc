"""Handing a ticket to its desk with everything in hand: gathers what the packet is built from."""

from datetime import UTC, datetime

from bot.desk import handoffs, tickets
from bot.desk.messages import Packet
from bot.desk.passing import WITH_WORDS_OF_STAFF
from bot.desk.relay.relays import SHARED_A_FILE
from bot.intake import phrases, threads
from bot.intake.matter import said_in_one_breath
from bot.intake.rooms import Rooms
from bot.intake.scene import Scene
from bot.intake.turn import Said as Turned
from bot.store.tables import RunRow, TicketRow
from memory import Said


async def hand_over(
    scene: Scene, ticket: TicketRow, because: str, *, rule: str, suggestion: str = ""
) -> None:
    """Build the packet and put it on the desk; the employee is told in her thread."""
    packet = await packet_of(scene, ticket, because, rule=rule, suggestion=suggestion)
    await scene.rooms.incidents.look(scene.session, ticket)
    handed = await scene.rooms.desk.hand_over(scene.session, ticket, packet, because, rule)
    if handed and rule != WITH_WORDS_OF_STAFF:
        await files_go_along(scene, ticket)


async def files_go_along(scene: Scene, ticket: TicketRow) -> None:
    """What the employee has shown, now or before, is to lie beside the packet."""
    showed_now = isinstance(scene.turn, Turned) and scene.turn.files
    if showed_now or await tickets.noted(scene.session, ticket.number, SHARED_A_FILE):
        talked_in = await threads.talked_about_in(scene.session, ticket)
        await scene.rooms.desk.relays.files_so_far(scene.session, ticket, talked_in)


async def packet_of(
    scene: Scene, ticket: TicketRow, because: str, *, rule: str, suggestion: str = ""
) -> Packet:
    """Everything that whoever takes over needs, gathered from all that was said."""
    rooms, session = scene.rooms, scene.session
    said = await _said(scene, ticket)
    return await rooms.desk.pack(
        session,
        ticket,
        reason=because,
        rule=rule,
        thread=said,
        links=await _links(rooms, said),
        unknown=_unknown(rooms, await session.get(RunRow, ticket.number)),
        suggestion=suggestion,
    )


async def hand_over_as_decided(scene: Scene, ticket: TicketRow) -> None:
    """They want a person while a coworker has the ticket: the desk they mean gets it at once."""
    decision = scene.decision
    if decision.desk and decision.desk != ticket.desk:
        coworker = scene.rooms.coworker(decision.desk)
        await handoffs.go_to(scene.session, ticket, decision.desk, coworker, decision.reason)
    await hand_over(scene, ticket, phrases.to_staff(decision.reason), rule=decision.rule)


async def _said(scene: Scene, ticket: TicketRow) -> list[Said]:
    """All that was said about a ticket, in every thread it was talked about in, and just before it."""
    memory = scene.rooms.memory
    before = await said_in_one_breath(scene.session, ticket)
    # Of what a private desk has passed on nothing said before goes along.
    since = ticket.opened_at if ticket.rule == WITH_WORDS_OF_STAFF else datetime.min.replace(tzinfo=UTC)
    said = [
        line
        for thread in dict.fromkeys((*before, *await threads.talked_about_in(scene.session, ticket)))
        for line in await memory.transcript(scene.session, ticket.team, f"{ticket.channel}:{thread}")
        if line.at >= since
    ]
    return sorted(said, key=lambda line: line.at)


async def _links(rooms: Rooms, said: list[Said]) -> dict[str, str]:
    """Permalinks of what people said; such messages have the id `channel:ts`."""
    places = {line.id: line.id.partition(":") for line in said if ":" in line.id}
    return {name: await rooms.line.link(channel, ts) for name, (channel, _, ts) in places.items()}


def _unknown(rooms: Rooms, run: RunRow | None) -> list[str]:
    skill = rooms.catalog.skills.get(run.skill) if run else None
    if run is None or skill is None:
        return []
    known = {**run.found, **run.inputs}
    missing = (wanted for wanted in skill.badge.inputs if wanted.name not in known)
    return [wanted.label for wanted in missing if not wanted.optional]
