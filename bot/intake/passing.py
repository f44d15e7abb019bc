"""From one desk or coworker to another in the course of a turn, with everything that is known."""

from collections.abc import Sequence

from bot.desk import incident_words, links, tickets
from bot.desk import passing_words as words
from bot.desk.messages import Place, Whisper
from bot.desk.office import Verdict
from bot.desk.passing import PASSED_ON
from bot.desk.states import WITH_DESK
from bot.governance.access import Action
from bot.intake import handing, requests, threads
from bot.intake.outcomes import Became
from bot.intake.scene import Scene
from bot.intake.triage.routing import Route
from bot.intake.turn import Clicked, Said, Submitted
from bot.store.tables import TicketRow

LONGEST_INSTRUCTION = 600
WROTE_TOO_LATE = "wrote where it is no more"


async def hand_on(scene: Scene, turn: Submitted) -> list[int]:
    """Staff pass a ticket to another desk, with a word on why it is theirs."""
    office = scene.rooms.desk.office
    found = await office.for_staff(scene.session, turn.team, turn.ticket, scene.by, Action.HAND_ON)
    if isinstance(found, Verdict):
        verdict = found
    else:
        verdict = await to_desk(scene, found, turn.values.get("desk", ""), turn.values.get("why", ""))
    await scene.judged(verdict)
    return []


async def to_desk(scene: Scene, ticket: TicketRow, to: str, why: str) -> Verdict:
    """Pass a ticket to another desk; whoever wants that is told where it cannot be."""
    rooms, session = scene.rooms, scene.session
    title = rooms.desk.voice.title(ticket.desk)
    if to not in rooms.desks or to == ticket.desk:
        await rooms.desk.voice.to_clicker(session, ticket, scene.by, words.already_there(title))
        return Verdict.TOO_LATE
    if rooms.desk.office.private(ticket.desk):
        return await _privately(scene, ticket, to, why.strip())
    name = await rooms.desk.voice.name(scene.turn.user)
    because = words.reason(name, title, why)
    if not await rooms.passing.leave(session, ticket, scene.turn.user, to, rooms.coworker(to), because):
        return await rooms.desk.office.too_late(session, ticket, scene.by)
    packet = await handing.packet_of(scene, ticket, because, rule=PASSED_ON)
    await rooms.incidents.look(session, ticket)
    text = words.passed_on(ticket, name, rooms.desk.voice.title(to))
    await rooms.passing.arrive(session, ticket, packet, text)
    await handing.files_go_along(scene, ticket)
    return Verdict.DONE


async def _privately(scene: Scene, ticket: TicketRow, to: str, request: str) -> Verdict:
    """Nothing of a private desk's matter reaches another one but what its people write for it."""
    rooms, session = scene.rooms, scene.session
    voice = rooms.desk.voice
    if not request:
        text = words.say_what_they_need(voice.title(ticket.desk))
        await voice.to_clicker(session, ticket, scene.by, text)
        return Verdict.TOO_LATE
    user = scene.turn.user
    fresh = await rooms.passing.begin_anew(session, ticket, user, to, rooms.coworker(to), request)
    if fresh is None:
        return await rooms.desk.office.too_late(session, ticket, scene.by)
    name = await voice.name(user)
    because = words.reason(name, voice.title(ticket.desk), "")
    packet = await handing.packet_of(scene, fresh, because, rule=PASSED_ON)
    text = words.passed_on_privately(fresh, name, voice.title(to), request)
    await rooms.passing.arrive(session, fresh, packet, text)
    return Verdict.DONE


async def is_elsewhere(scene: Scene, turn: Said, ticket: TicketRow) -> bool:
    """Whether staff write below a card whose ticket is at another desk now; they are told once that it is."""
    place = await tickets.packet_place(scene.session, ticket)
    if place is None or place.channel == turn.channel:
        return False
    title = scene.rooms.desk.voice.title(ticket.desk)
    if not await tickets.noted(scene.session, ticket.number, WROTE_TOO_LATE, turn.user):
        await tickets.note(scene.session, ticket.number, turn.user, WROTE_TOO_LATE)
        await scene.say(Whisper(Place(turn.channel, turn.thread), turn.user, words.went_on(ticket, title)))
    await scene.came_to(Became.NOTED, WROTE_TOO_LATE, ticket=ticket)
    return True


async def give_back(scene: Scene, turn: Clicked) -> list[int]:
    """The coworker carries on with all it knows, also of what was said to the desk."""
    return await _with_coworker(scene, turn.ticket, "", None)


async def instruct(scene: Scene, turn: Submitted) -> list[int]:
    """The same, with words on what to do and perhaps a skill; the words give it what they hold."""
    chosen = turn.values.get("skill", "")
    said = turn.values.get("instruction", "").strip()[:LONGEST_INSTRUCTION]
    meant = scene.decision.skill if scene.decision.route is Route.SKILL else None
    known = chosen if chosen in scene.rooms.catalog.skills else None
    return await _with_coworker(scene, turn.ticket, said, known or meant)


async def reroute(scene: Scene, ticket: TicketRow, right: str, why: str) -> list[int]:
    """A ticket that went the wrong way goes the right one now: to another desk, or a skill's coworker."""
    if ticket.state not in WITH_DESK:
        return []
    desk = right.removeprefix("desk:")
    if desk != right:
        if desk != ticket.desk:
            await to_desk(scene, ticket, desk, why)
        return []
    skill = scene.rooms.catalog.skills[right]
    if scene.rooms.desk.office.private(ticket.desk) and skill.badge.desk != ticket.desk:
        return []
    return await _run(scene, ticket.number, right, ())


async def _with_coworker(scene: Scene, number: int, instruction: str, skill: str | None) -> list[int]:
    ticket = await tickets.find(scene.session, scene.turn.team, number)
    since = ticket.handed_at if ticket else None
    heard = await threads.heard_since(scene.rooms, scene.session, ticket, since) if ticket and since else []
    wanted = skill or (ticket.skill if ticket else None)
    return await _run(scene, number, wanted, [*heard, *filter(None, [instruction])], instruction)


async def _run(
    scene: Scene, number: int, skill: str | None, heard: Sequence[str], instruction: str = ""
) -> list[int]:
    """Give a ticket back and put a skill to work on it; without one the employee is asked."""
    rooms, session = scene.rooms, scene.session
    if others := await links.how_many(session, number):
        lead = await session.get_one(TicketRow, number)
        text = incident_words.leads_others(lead, others)
        await rooms.desk.voice.to_clicker(session, lead, scene.by, text)
        await scene.judged(Verdict.TOO_LATE)
        return []
    verdict = await rooms.desk.return_to_coworker(session, scene.turn.team, number, scene.by)
    await scene.judged(verdict)
    if verdict is not Verdict.DONE:
        return []
    ticket = await session.get_one(TicketRow, number)
    if instruction:
        name, coworker = await rooms.desk.voice.name(scene.turn.user), rooms.commands.called(ticket.coworker)
        await rooms.desk.voice.to_staff(session, ticket, words.instructed(name, coworker, instruction))
        await tickets.note(session, number, scene.turn.user, "instructed", instruction)
    if not skill:
        await requests.ask_which(scene.at(Place(ticket.channel, ticket.thread)), ticket)
        return []
    return [number] if await requests.start_skill(scene, ticket, skill, heard) else []
