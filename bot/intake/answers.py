"""The answer to a question of ours: a button, a form, or a line of text, taken the same way."""

from bot.desk import handoffs, tickets
from bot.desk.states import Move
from bot.intake import handing, phrases, requests, threads
from bot.intake.outcomes import Became
from bot.intake.scene import Scene
from bot.intake.triage.desks import named_desk
from bot.intake.triage.routing import Route
from bot.store.base import now
from bot.store.tables import RunRow, TicketRow
from memory import Fact
from skills import Ask
from skills.words import agrees

MOST_CLARIFICATIONS = 2
ABOUT_THE_REQUEST = frozenset({"skill", "move", "desk"})
"""What a question of ours fills in when it is about the request itself, not a skill's input."""

PUZZLED = "I asked twice and still don't know what is needed."
UNSOLVED = "What I tried did not solve it."


async def take(scene: Scene, ticket: TicketRow, ask: Ask) -> list[int]:
    """Take a line of text as the answer; returns the tickets to run."""
    if scene.wants_people:
        await handing.hand_over_as_decided(scene, ticket)
        await scene.came_to(Became.ESCALATED, scene.decision.reason, ticket=ticket)
        return []
    value = threads.matching_choice(ask, scene.text)
    if ask.fills in ABOUT_THE_REQUEST:
        return await _about_the_request(scene, ticket, ask, value)
    return await fill(scene, ticket, {ask.fills: value or scene.text})


async def fill(scene: Scene, ticket: TicketRow, values: dict[str, str]) -> list[int]:
    """Give a waiting skill what it asked for, and let it go on."""
    run = await scene.session.get_one(RunRow, ticket.number)
    run.inputs = run.inputs | values
    run.asked, run.ending = None, None
    badge = scene.rooms.catalog.skills[run.skill].badge
    lasting = {wanted.name for wanted in badge.inputs if wanted.remember}
    facts = [_fact(scene, ticket, name, value) for name, value in values.items() if name in lasting]
    await scene.rooms.memory.note(scene.session, ticket.team, ticket.requester, facts)
    await tickets.move(scene.session, ticket, Move.ANSWER, scene.turn.user)
    return [ticket.number]


async def choose(scene: Scene, ticket: TicketRow, value: str) -> list[int]:
    """Take a chosen move: `skill:<name>`, or `desk:<name>`."""
    what, _, name = value.partition(":")
    await tickets.move(scene.session, ticket, Move.ANSWER, scene.turn.user)
    if what == "skill" and name in scene.rooms.catalog.skills:
        if await requests.start_skill(scene, ticket, name):
            return [ticket.number]
        await scene.came_to(Became.ESCALATED, ticket=ticket)
        return []
    if name in scene.rooms.desks:
        coworker = scene.rooms.coworker(name)
        await handoffs.go_to(scene.session, ticket, name, coworker, phrases.ASKED_FOR_PERSON)
    await handing.hand_over(scene, ticket, phrases.ASKED_FOR_PERSON, rule="asked_for_person")
    await scene.came_to(Became.ESCALATED, phrases.ASKED_FOR_PERSON, ticket=ticket)
    return []


async def _about_the_request(scene: Scene, ticket: TicketRow, ask: Ask, value: str | None) -> list[int]:
    decision = scene.decision
    if ask.fills == "desk":
        return await choose(scene, ticket, value or f"desk:{_team_meant(scene)}")
    if value is None and decision.route is Route.SKILL:
        ticket.request = f"{ticket.request}\n{scene.text}"
        value = f"skill:{decision.skill}"
    if value is None and ask.fills == "move" and agrees(scene.text):
        value = ask.choices[0].value
    if value:
        return await choose(scene, ticket, value)
    run = await scene.session.get_one(RunRow, ticket.number)
    if ask.fills == "move" or run.questions >= MOST_CLARIFICATIONS:
        because = UNSOLVED if ask.fills == "move" else PUZZLED
        await handing.hand_over(scene, ticket, because, rule="stuck")
        await scene.came_to(Became.ESCALATED, because, ticket=ticket, rule="stuck")
        return []
    await tickets.move(scene.session, ticket, Move.ANSWER, scene.turn.user)
    await requests.ask_which(scene, ticket)
    return []


def _team_meant(scene: Scene) -> str:
    """The team that an answer in other words is about; asked once, it is not asked again."""
    return named_desk(scene.text) or scene.decision.desk or scene.rooms.first_desk


def _fact(scene: Scene, ticket: TicketRow, name: str, value: str) -> Fact:
    return Fact(
        key=name,
        value=value,
        source_id=scene.turn.key,
        said_at=now(),
        conversation=f"{ticket.channel}:{ticket.thread}",
    )
