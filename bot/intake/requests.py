"""A new request: what triage decided, turned into tickets, questions, or a kind sentence."""

from collections.abc import Sequence
from datetime import timedelta

from bot.coworkers import lifecycle
from bot.desk import handoffs, tickets
from bot.desk.messages import Notice, Question, Reply
from bot.desk.pace.arrivals import back
from bot.desk.relay.relays import Spoken
from bot.desk.states import Move
from bot.desk.thanks import is_thanks
from bot.intake import handing, phrases, threads, together
from bot.intake.matter import Matter, matter_of
from bot.intake.outcomes import Became
from bot.intake.runs.endings import keep
from bot.intake.runs.running import HEARD
from bot.intake.scene import Scene
from bot.intake.triage.routing import Part, Route
from bot.intake.turn import Said
from bot.intake.voice import tell
from bot.learning import quality
from bot.store.base import now
from bot.store.tables import RunRow, TicketRow
from bot.store.timers import set_timer
from skills import Ask, Choice
from skills.gather import deduced

DEFAULT_DESK = "default_desk"
"""The timer of the question "which team?"."""

EXPLAINED = frozenset({"off_topic", "injection"})
"""Rules after which nothing is done, and under whose sentence stands “Why?”."""

MOST_HEARD = 1_500
"""Characters of what was said to people that a skill reads when it gets the ticket back, the latest."""

DESK_PATIENCE = timedelta(minutes=2)
"""How long the question "which team?" waits before the request goes to the first desk."""


async def begin(scene: Scene) -> list[int]:
    """Act on a decision; returns the tickets whose skills are to run now."""
    decision = scene.decision
    if await together.already_known(scene):
        return []
    match decision.route:
        case Route.NONE:
            await _small(scene)
        case Route.CLARIFY:
            ticket = await _open(scene, scene.text, _likely_desk(scene))
            await ask_which(scene, ticket)
        case Route.PERSON:
            await _person(scene)
        case Route.SKILL:
            return await _start(scene, [Part(scene.text, decision.skill)])
        case Route.SPLIT:
            return await _start(scene, decision.parts)
    return []


async def start_skill(scene: Scene, ticket: TicketRow, name: str, heard: Sequence[str] = ()) -> bool:
    """Put a skill to work on a ticket; False when its coworker is paused (the desk has it then).

    `heard` is what was said since people had it, and counts for more than what was known before.
    """
    rooms, session = scene.rooms, scene.session
    skill = rooms.catalog.skills[name]
    coworker = rooms.coworker(skill.badge.desk, name)
    await handoffs.go_to(session, ticket, skill.badge.desk, coworker, f"It is for “{skill.badge.title}”.")
    ticket.skill = name
    run = await _run_of(scene, ticket)
    given = run.inputs if run.skill == name else {}
    run.skill, run.code, run.position = name, skill.code_hash, 0
    since = {one.name: told for one in skill.badge.inputs for text in heard if (told := deduced(one, text))}
    since |= {HEARD: "\n".join(heard)[-MOST_HEARD:]} if heard else {}
    run.inputs = await threads.inputs(rooms, session, ticket, skill.badge) | given | since
    run.asked, run.ending = None, None
    await session.flush()
    state = await lifecycle.state_of(session, ticket.team, ticket.coworker)
    if state is lifecycle.State.ACTIVE:
        return True
    because = f"{ticket.coworker.title()} is {state}, so people take its requests."
    await handing.hand_over(scene, ticket, because, rule=f"coworker_{state}")
    return False


async def ask_which(scene: Scene, ticket: TicketRow) -> None:
    """Offer the likely skills as buttons; a line of text is an answer too."""
    names = scene.decision.choices
    titles = ((name, scene.rooms.catalog.skills[name].badge.title) for name in names)
    choices = tuple(Choice(title, f"skill:{name}") for name, title in titles)
    ask = Ask(phrases.which(bool(choices)), fills="skill", choices=choices)
    await put_question(scene, ticket, ask, why=scene.decision.reason)


async def put_question(scene: Scene, ticket: TicketRow, ask: Ask, why: str = "") -> None:
    """Ask something about the request itself, and wait for the answer."""
    keep(await _run_of(scene, ticket), ask)
    await tickets.move(scene.session, ticket, Move.ASK, ticket.coworker)
    question = Question(
        scene.place, ask.question, ticket.coworker, ticket.number, choices=ask.choices, why=why
    )
    await tell(scene, question)
    await scene.came_to(Became.ASKED, why, ticket=ticket)


async def _start(scene: Scene, parts: Sequence[Part]) -> list[int]:
    """A ticket for each part; the numbers of those whose skills run, the others are with a desk."""
    opened = [(await _open(scene, part.text, _desk_of(scene, part)), part.skill) for part in parts]
    running = [ticket.number for ticket, skill in opened if await _set_to_work(scene, ticket, skill)]
    if not running:
        await scene.came_to(Became.ESCALATED, scene.decision.reason, ticket=opened[0][0])
    return running


async def _set_to_work(scene: Scene, ticket: TicketRow, skill: str | None) -> bool:
    if skill is not None:
        await quality.asked_again(scene.session, ticket, skill, scene.rooms.quality.asked_again_hours)
        return await start_skill(scene, ticket, skill)
    await handing.hand_over(scene, ticket, scene.decision.reason, rule=scene.decision.rule)
    return False


def _desk_of(scene: Scene, part: Part) -> str:
    if part.skill is not None:
        return scene.rooms.catalog.skills[part.skill].badge.desk
    return scene.decision.desk or scene.rooms.first_desk


async def _small(scene: Scene) -> None:
    decision, rooms = scene.decision, scene.rooms
    text, why = _kindly(scene), decision.rule if decision.rule in EXPLAINED else ""
    await tell(scene, Reply(scene.place, text, rooms.coworker(rooms.first_desk), why=why))
    await scene.came_to(Became.ANSWERED, decision.reason, rule=decision.rule)


def _kindly(scene: Scene) -> str:
    """A sentence for what asks for nothing: a welcome, what we can do, or that this is not for us."""
    if is_thanks(scene.text):
        return phrases.GLAD
    if phrases.ABOUT_US.search(scene.text):
        return phrases.abilities([skill.badge.title for skill in scene.rooms.catalog.skills.values()])
    return phrases.kind_sentence(scene.decision.rule)


async def _person(scene: Scene) -> None:
    """A person, at the desk the words name, else at the desk of what is being talked about, else: which?"""
    decision = scene.decision
    bare = decision.desk is None and isinstance(scene.turn, Said)
    matter = await matter_of(scene) if bare else None
    if matter and matter.handed:
        return await _with_people_already(scene, matter.handed)
    if matter:
        return await _take_along(scene, matter)
    ticket = await _open(scene, scene.text, decision.desk or scene.rooms.first_desk)
    if decision.desk is None:
        return await _ask_desk(scene, ticket)
    await handing.hand_over(scene, ticket, phrases.to_staff(decision.reason), rule=decision.rule)
    return await scene.came_to(Became.ESCALATED, decision.reason, ticket=ticket)


async def _take_along(scene: Scene, matter: Matter) -> None:
    """One ticket goes to the desk with all that was said about it, and is talked about here from now on."""
    lead, *others = matter.open or [await _open(scene, scene.text, matter.desk)]
    for other in others:
        await tickets.move(scene.session, other, Move.CLOSE, lead.coworker, f"goes on as {lead.id}")
    await threads.go_on_in(scene.session, lead, scene.place.thread, *others, *matter.solved)
    await handing.hand_over(scene, lead, phrases.to_staff(scene.decision.reason), rule=scene.decision.rule)
    await scene.came_to(Became.ESCALATED, scene.decision.reason, ticket=lead)


async def _with_people_already(scene: Scene, ticket: TicketRow) -> None:
    """They asked before: the desk sees that they ask again, and the talk goes on here."""
    await threads.go_on_in(scene.session, ticket, scene.place.thread)
    said = Spoken(scene.turn.user, scene.text, scene.turn.key)
    await scene.rooms.desk.relays.from_employee(scene.session, ticket, said)
    await say_it_is_with_people(scene, ticket)
    await scene.came_to(Became.RELAYED, ticket=ticket)


async def say_it_is_with_people(scene: Scene, ticket: TicketRow) -> None:
    """They ask for a person who has been asked for already, and has not come yet."""
    desk = scene.rooms.desks[ticket.desk].title or ticket.desk
    when = await back(scene.rooms.desk.office, scene.session, ticket)
    text = f"{phrases.with_people(ticket, desk)} {when}".strip()
    await tell(scene, Notice(scene.place, text, ticket.number, ticket.coworker))


async def _ask_desk(scene: Scene, ticket: TicketRow) -> None:
    """Nothing says which team it is for: ask once; unanswered, it goes to the first desk."""
    desks = scene.rooms.desks.items()
    choices = tuple(Choice(desk.title or name, f"desk:{name}") for name, desk in desks)
    await put_question(scene, ticket, Ask(phrases.WHICH_DESK, fills="desk", choices=choices))
    due_at = now() + DESK_PATIENCE
    await set_timer(scene.session, DEFAULT_DESK, due_at, scene.turn.conversation, ticket.number)


async def _open(scene: Scene, text: str, desk: str) -> TicketRow:
    decision = scene.decision
    return await tickets.open_ticket(
        scene.session,
        team=scene.turn.team,
        place=scene.place,
        requester=scene.turn.user,
        coworker=scene.rooms.coworker(desk),
        desk=desk,
        request=text,
        rule=decision.rule,
        score=decision.score,
        runner_up=decision.runner_up,
        why=decision.reason,
    )


async def _run_of(scene: Scene, ticket: TicketRow) -> RunRow:
    run = await scene.session.get(RunRow, ticket.number)
    if run is None:
        run = RunRow(ticket=ticket.number, skill="", code="", inputs={}, found={}, tried=[], questions=0)
        scene.session.add(run)
    return run


def _likely_desk(scene: Scene) -> str:
    for name in scene.decision.choices:
        return scene.rooms.catalog.skills[name].badge.desk
    return scene.decision.desk or scene.rooms.first_desk
