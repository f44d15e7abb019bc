"""What a message means where it was said: for the desk, an answer, more of the same, or a new request."""

import re
from collections.abc import Sequence

from bot.desk import tickets
from bot.desk.messages import Attachment, Reply
from bot.desk.relay.relays import SHARED_A_FILE, Crossing, Spoken
from bot.desk.states import OWNED, WITH_DESK, State
from bot.desk.thanks import is_thanks
from bot.intake import answers, handing, last_time, passing, pausing, phrases, requests, threads, together
from bot.intake.commands import recollection
from bot.intake.details import is_detail
from bot.intake.measuring import look_for_repetition
from bot.intake.outcomes import Became
from bot.intake.scene import Scene
from bot.intake.triage.routing import Route
from bot.intake.turn import Said
from bot.intake.voice import tell
from bot.store.base import now
from bot.store.tables import TicketRow
from memory import Role
from memory import Said as Line
from skills import Ask, Choice

STILL = re.compile(r"\b(still|again|not|never|nothing)\b|n['’]t\b", re.IGNORECASE)
"""What people say of something that was done and did not help."""

FILES = frozenset({"request_leave"})
"""Tools that file something new each time: what is wrong with it is not mended by filing it again."""


async def hear(scene: Scene, turn: Said) -> list[int]:
    """Everything about a message that needs no skill, in one transaction; returns the tickets to run."""
    # A thread that begins with this very message holds nothing yet.
    if not turn.root and (packet := await _packet(scene, turn)):
        await _from_staff(scene, turn, packet)
        return []
    around = () if turn.root else await threads.tickets_here(scene.session, turn)
    here = [each for each in around if each.requester == turn.user]
    if not here and not turn.addressed:
        await scene.came_to(Became.IGNORED, "It was not said to us.")
        return []
    await _remember(scene, turn)
    running = await _from_employee(scene, turn, here)
    if turn.files:
        for ticket in await tickets.in_thread(scene.session, turn.team, turn.channel, turn.thread):
            await tickets.note(scene.session, ticket.number, turn.user, SHARED_A_FILE)
    return running


async def _packet(scene: Scene, turn: Said) -> TicketRow | None:
    return await tickets.by_packet(scene.session, turn.team, turn.channel, turn.thread)


async def _from_staff(scene: Scene, turn: Said, ticket: TicketRow) -> None:
    if await passing.is_elsewhere(scene, turn, ticket):
        return
    crossing = await scene.rooms.desk.relays.from_staff(scene.session, ticket, _spoken(turn))
    await pausing.spoke(scene, turn, ticket, crossing)
    what = Became.RELAYED if crossing is Crossing.CROSSED else Became.NOTED
    if crossing is Crossing.CROSSED:
        await look_for_repetition(scene, turn, ticket)
    await scene.came_to(what, crossing, ticket=ticket)


async def _from_employee(scene: Scene, turn: Said, here: Sequence[TicketRow]) -> list[int]:
    owned = [ticket for ticket in here if ticket.state in WITH_DESK]
    if owned:
        return await _beside_the_desk(scene, turn, here, owned)
    if recollection.is_asked(turn.text):
        await _recollect(scene)
        return []
    if waiting := await threads.waiting_question(scene.session, here):
        return await answers.take(scene, *waiting)
    if here and here[-1].state == State.SOLVED:
        return await _after_solved(scene, turn, here[-1])
    if turn.root and (elsewhere := await _asked_elsewhere(scene, turn)):
        return await _answer_elsewhere(scene, turn, *elsewhere)
    return await _something_new(scene, turn)


async def _something_new(scene: Scene, turn: Said) -> list[int]:
    if await last_time.answered(scene, turn) or await recollection.recalled(scene, turn):
        return []
    await last_time.mention(scene, turn)
    return await requests.begin(scene)


async def _beside_the_desk(
    scene: Scene, turn: Said, here: Sequence[TicketRow], owned: Sequence[TicketRow]
) -> list[int]:
    """The desk hears it; a question about another request of that thread waits on until a person is there."""
    await scene.rooms.desk.relays.from_employee(scene.session, owned[-1], _spoken(turn))
    for ticket in owned:
        await scene.rooms.desk.pauses.answered(scene.session, ticket)
    waiting = await threads.waiting_question(scene.session, here)
    if waiting and not any(ticket.state in OWNED for ticket in owned):
        return await answers.take(scene, *waiting)
    if scene.wants_people and await together.take_out(scene, owned[-1], turn.user, phrases.ASKED_FOR_PERSON):
        await scene.came_to(Became.ESCALATED, phrases.ASKED_FOR_PERSON, ticket=owned[-1])
        return []
    if await scene.rooms.snoozing.wake_for_news(scene.session, owned[-1]):
        await scene.came_to(Became.RELAYED, "It was asleep.", ticket=owned[-1])
        return []
    if scene.wants_people and owned[-1].state == State.QUEUED:
        await requests.say_it_is_with_people(scene, owned[-1])
    await scene.came_to(Became.RELAYED, ticket=owned[-1])
    return []


async def _asked_elsewhere(scene: Scene, turn: Said) -> tuple[TicketRow, Ask] | None:
    """The question in another thread that a message of its own plainly answers, or is a detail of."""
    decision = scene.decision
    unclear = decision.rule == "unsure" or decision.route is Route.CLARIFY
    means_nothing = unclear and is_detail(turn.text)
    return await threads.waiting_elsewhere(scene.session, turn, means_nothing=means_nothing)


async def _recollect(scene: Scene) -> None:
    rooms = scene.rooms
    text = await recollection.what_is_remembered(rooms, scene.session, scene.turn.team, scene.turn.user)
    await tell(scene, Reply(scene.place, text, rooms.coworker(rooms.first_desk)))
    await scene.came_to(Became.ANSWERED, rule="recollection")


async def _after_solved(scene: Scene, turn: Said, ticket: TicketRow) -> list[int]:
    """A word of thanks ends it; "still broken" starts it again; anything else is a request of its own."""
    by_coworker = ticket.solved_by == "ai"
    if is_thanks(turn.text):
        await _thanked(scene, ticket, by_coworker)
        return []
    if scene.wants_people or not by_coworker:
        await _back_to_people(scene, turn, ticket)
        return []
    if scene.decision.route is Route.SKILL and not _still_the_same(scene, ticket):
        return await requests.begin(scene)
    if _filed_something(scene, ticket):
        await _back_to_people(scene, turn, ticket)
        return []
    await scene.rooms.aftercare.reopen(scene.session, ticket, _spoken(turn))
    again = Ask(phrases.STILL_BROKEN, "move", (Choice("Try once more", f"skill:{ticket.skill}"),))
    await requests.put_question(scene, ticket, again)
    return []


def _still_the_same(scene: Scene, ticket: TicketRow) -> bool:
    """Whether a message for the same skill says that it did not help, and does not ask for something more."""
    return scene.decision.skill == ticket.skill and bool(STILL.search(scene.text))


def _filed_something(scene: Scene, ticket: TicketRow) -> bool:
    skill = scene.rooms.catalog.skills.get(ticket.skill or "")
    return skill is not None and bool(FILES & set(skill.badge.tools))


async def _thanked(scene: Scene, ticket: TicketRow, by_coworker: bool) -> None:
    if by_coworker:
        await tickets.note(scene.session, ticket.number, scene.turn.user, "confirmed by the employee")
        await tell(scene, Reply(scene.place, phrases.GLAD, ticket.coworker))
    await scene.came_to(Became.NOTED, "They said thanks.", ticket=ticket)


async def _back_to_people(scene: Scene, turn: Said, ticket: TicketRow) -> None:
    if await scene.rooms.aftercare.reopen(scene.session, ticket, _spoken(turn)) is State.OPEN:
        if scene.decision.route is Route.PERSON:
            await handing.hand_over_as_decided(scene, ticket)
        else:
            await handing.hand_over(scene, ticket, phrases.WROTE_AGAIN, rule="not_solved")
    await scene.came_to(Became.ESCALATED, phrases.WROTE_AGAIN, ticket=ticket)


async def _answer_elsewhere(scene: Scene, turn: Said, ticket: TicketRow, ask: Ask) -> list[int]:
    await threads.go_on_in(scene.session, ticket, turn.thread)
    note = phrases.ANOTHER_THREAD.format(request=ticket.request[:80])
    return await answers.take(scene.noting(note), ticket, ask)


async def _remember(scene: Scene, turn: Said) -> None:
    line = Line(
        id=turn.source,
        team=turn.team,
        person=turn.user,
        conversation=f"{turn.channel}:{turn.thread}",
        speaker=scene.member.name,
        role=Role.EMPLOYEE,
        text=turn.text,
        at=now(),
    )
    await scene.rooms.memory.hear(scene.session, line)


def _spoken(turn: Said) -> Spoken:
    files = (Attachment(file.name, file.kind, file.size, file.link, file.id) for file in turn.files)
    return Spoken(turn.user, turn.text, turn.source, tuple(files))
