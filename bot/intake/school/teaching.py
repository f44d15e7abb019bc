"""Corrections from staff: weighed at once, shown to the coworker's manager, followed once accepted."""

from bot.coworkers.oversight import manager_of
from bot.coworkers.words import harmless
from bot.desk import tickets
from bot.desk.messages import Answer, Notice, Place, Press, Review
from bot.governance.access import Action, allowed, roles_of
from bot.governance.audit import Outcome
from bot.intake import passing, phrases
from bot.intake.outcomes import Became
from bot.intake.rooms import Rooms
from bot.intake.scene import Scene
from bot.intake.school.trial import Trial, route_of, routes, tried
from bot.intake.turn import Clicked, Submitted
from bot.learning import corrections, lessons, words
from bot.learning.corrections import State, figures_of
from bot.store.tables import CorrectionRow, TicketRow

SHOWN = 300
"""Characters of somebody's words in a sentence of ours."""


async def propose(scene: Scene, turn: Submitted) -> list[int]:
    """Staff say where a request should have gone; unless they say no it goes there at once."""
    ticket = await tickets.find(scene.session, turn.team, turn.ticket)
    right, text = turn.values.get("right", ""), turn.values.get("example", "").strip()
    roles = await roles_of(scene.rooms.people, turn.user, desk=ticket.desk if ticket else None)
    may = ticket is not None and allowed(roles, Action.CORRECT_ROUTE)
    if ticket is None or not may or right not in routes(scene.rooms) or not text:
        await scene.refuse(turn.form)
        await scene.came_to(Became.REFUSED)
        return []
    trial = await tried(scene.rooms, scene.session, text, right)
    row = await corrections.propose(
        scene.session,
        trial.figures,
        State.REFUSED if trial.bad else State.WAITING,
        team=turn.team,
        ticket=ticket.number,
        coworker=ticket.coworker,
        author=turn.user,
        before=route_of(ticket),
        right=right,
        text=text,
        reason=turn.values.get("reason", ""),
    )
    await _record(scene, row, Action.CORRECT_ROUTE)
    said = _harm(trial) if trial.bad else await _ask_manager(scene, ticket, row)
    await _tell_author(scene, row, said)
    await scene.came_to(Became.NOTED, row.state, ticket=ticket)
    if turn.values.get("move") == "no":
        return []
    return await passing.reroute(scene, ticket, right, row.reason)


async def invite(scene: Scene, number: int) -> None:
    """Somebody solved what belonged elsewhere: say how that can be taught."""
    ticket = await scene.session.get_one(TicketRow, number)
    await scene.rooms.desk.voice.to_staff(scene.session, ticket, words.INVITATION, (scene.turn.user,))


async def review(scene: Scene, turn: Clicked) -> list[int]:
    """A manager accepts or rejects; whoever proposed it does not, where anybody else could."""
    row = await _theirs_to_decide(scene, turn)
    if row is None:
        await scene.refuse(turn.action)
        return await _told(scene, Became.REFUSED, phrases.NOT_FOR_BUTTON)
    others = await _reviewers(scene.rooms, row) - {turn.user}
    if row.author == turn.user and others:
        await scene.refuse(turn.action, "It is their own correction.")
        names = [await scene.rooms.commands.name_of(other) for other in sorted(others)]
        return await _told(scene, Became.REFUSED, words.own(names))
    if turn.action == Action.ACCEPT_CORRECTION:
        return await _accept(scene, row)
    return await _reject(scene, row)


async def _theirs_to_decide(scene: Scene, turn: Clicked) -> CorrectionRow | None:
    row = await corrections.find(scene.session, turn.team, turn.chosen_number)
    if row is None or row.ticket != turn.ticket:
        return None
    coworker = scene.rooms.roster.get(row.coworker)
    roles = await scene.rooms.commands.roles(turn.user, coworker)
    return row if allowed(roles, Action(turn.action)) else None


async def _accept(scene: Scene, row: CorrectionRow) -> list[int]:
    """Weighed once more, because other lessons may have come since it was proposed."""
    trial = await tried(scene.rooms, scene.session, row.text, row.right)
    state = State.REFUSED if trial.bad else State.ACCEPTED
    if not await corrections.decide(scene.session, row, state, scene.turn.user, trial.figures):
        return await _told(scene, Became.REFUSED, words.TOO_LATE)
    await _record(scene, row, Action.ACCEPT_CORRECTION)
    if trial.bad:
        await _tell_author(scene, row, _harm(trial))
        return await _told(scene, Became.REFUSED, _harm(trial))
    lesson = await lessons.teach(scene.session, row, scene.turn.user)
    where, who = routes(scene.rooms)[row.right], await scene.rooms.commands.name_of(scene.turn.user)
    await _tell_author(scene, row, words.accepted(who, where, lesson.version, trial.figures))
    return await _told(scene, Became.NOTED, words.taught(lesson.version, where))


async def _reject(scene: Scene, row: CorrectionRow) -> list[int]:
    if not await corrections.decide(scene.session, row, State.REJECTED, scene.turn.user):
        return await _told(scene, Became.REFUSED, words.TOO_LATE)
    await _record(scene, row, Action.REJECT_CORRECTION)
    await _tell_author(scene, row, words.rejected(await scene.rooms.commands.name_of(scene.turn.user)))
    return await _told(scene, Became.NOTED, words.REJECTED)


async def _ask_manager(scene: Scene, ticket: TicketRow, row: CorrectionRow) -> str:
    """Put it before one who may decide; what to tell the author."""
    rooms = scene.rooms
    decides = await _decides(rooms, row)
    named = routes(rooms)
    told = words.Told(
        author=await rooms.commands.name_of(row.author),
        coworker=rooms.commands.called(row.coworker),
        ticket=ticket.id,
        text=harmless(row.text, SHOWN),
        before=named.get(row.before, row.before),
        right=named[row.right],
        reason=harmless(row.reason, SHOWN),
        figures=figures_of(row),
    )
    moves = (
        Press("Accept", Action.ACCEPT_CORRECTION, str(row.id), "primary"),
        Press("Reject", Action.REJECT_CORRECTION, str(row.id)),
    )
    await scene.say(Review(Place(await rooms.line.direct(decides)), words.to_decide(told), row.ticket, moves))
    return words.waits(await rooms.commands.name_of(decides), figures_of(row))


async def _decides(rooms: Rooms, row: CorrectionRow) -> str:
    """The coworker's manager; somebody else who may where it is the manager's own; only then the author."""
    manager = await _manager(rooms, row)
    others = await _reviewers(rooms, row) - {row.author}
    return manager if manager in others else min(others, default=row.author)


async def _reviewers(rooms: Rooms, row: CorrectionRow) -> frozenset[str]:
    """Everybody who may decide about it: the coworker's manager, and admins."""
    return (await rooms.people.admins() | {await _manager(rooms, row)}) - {""}


async def _manager(rooms: Rooms, row: CorrectionRow) -> str:
    """The user id of the coworker's manager; "" where none can be found."""
    coworker = rooms.roster.get(row.coworker)
    if coworker is None:
        return ""
    return (await manager_of(rooms.people, coworker)).id or await rooms.people.behind(coworker.manager or "")


async def _tell_author(scene: Scene, row: CorrectionRow, text: str) -> None:
    """In the packet's thread; what never came to the desk has none, so in their own messages."""
    ticket = await scene.session.get_one(TicketRow, row.ticket)
    if ticket.packet:
        await scene.rooms.desk.voice.to_staff(scene.session, ticket, text, (row.author,))
    else:
        await scene.say(Notice(Place(await scene.rooms.line.direct(row.author)), text))


async def _told(scene: Scene, what: Became, text: str) -> list[int]:
    if scene.by.address:
        await scene.say(Answer(scene.by.address, text))
    await scene.came_to(what)
    return []


def _harm(trial: Trial) -> str:
    lost = [harmless(text, 80) for text in trial.weighed.lost]
    return words.idle(trial.decision.reason) if trial.idle else words.harmful(trial.figures, lost)


async def _record(scene: Scene, row: CorrectionRow, action: Action) -> None:
    refused = row.state == State.REFUSED
    await scene.rooms.audit.record(
        scene.session,
        Outcome.REFUSED if refused else Outcome.DONE,
        team=row.team,
        actor=scene.turn.user,
        action=action,
        key=scene.turn.key,
        ticket=row.ticket,
        details={
            "correction": row.id,
            "before": row.before,
            "right": row.right,
            "weighed": row.weighed,
            "right_before": row.right_before,
            "right_after": row.right_after,
        },
    )
