"""What people of a desk say about what was done: was an answer good, and is a fix worth an article."""

from bot.desk import tickets
from bot.desk.messages import Answer
from bot.governance.access import Action, allowed, roles_of
from bot.intake import phrases
from bot.intake.outcomes import Became
from bot.intake.scene import Scene
from bot.intake.turn import Clicked, Submitted
from bot.learning import drafts, quality
from bot.learning.drafts import EVERYBODY, State
from bot.learning.quality import Verdict
from bot.store.tables import TicketRow


async def check(scene: Scene, turn: Clicked) -> list[int]:
    """Somebody looked at an answer of a coworker's and says whether it was good."""
    ticket = await _of_their_desk(scene, turn.ticket, turn.action)
    known = ticket is not None and turn.value in set(Verdict)
    taken = known and await quality.judge(scene.session, turn.ticket, Verdict(turn.value), turn.user)
    return await _came_to(scene, ticket, turn.action, turn.value if taken else "")


async def drop(scene: Scene, turn: Clicked) -> list[int]:
    """A fix is not worth an article."""
    return await _ends(scene, turn, State.DROPPED)


async def withdraw(scene: Scene, turn: Clicked) -> list[int]:
    """An article holds no longer: it leaves the handbook on every replica."""
    return await _ends(scene, turn, State.WITHDRAWN)


async def _ends(scene: Scene, turn: Clicked, state: State) -> list[int]:
    ticket = await _of_their_desk(scene, turn.ticket, turn.action)
    taken = ticket is not None and await drafts.decide(scene.session, ticket.number, state, turn.user)
    return await _came_to(scene, ticket, turn.action, state if taken else "")


async def approve(scene: Scene, turn: Submitted) -> list[int]:
    """A draft, as somebody edited it, becomes an article."""
    ticket = await _of_their_desk(scene, turn.ticket, turn.form)
    title, body = (turn.values.get(name, "").strip() for name in ("title", "body"))
    taken = False
    if ticket is not None and title and body:
        readers = EVERYBODY if turn.values.get("audience") == EVERYBODY else ticket.desk
        written = {"title": title, "body": body, "audience": readers}
        taken = await drafts.decide(scene.session, ticket.number, State.APPROVED, turn.user, **written)
    return await _came_to(scene, ticket, turn.form, State.APPROVED if taken else "")


async def _of_their_desk(scene: Scene, number: int, action: str) -> TicketRow | None:
    ticket = await tickets.find(scene.session, scene.turn.team, number)
    roles = await roles_of(scene.rooms.people, scene.turn.user, desk=ticket.desk if ticket else None)
    if ticket is not None and allowed(roles, Action(action)):
        return ticket
    await scene.refuse(action)
    return None


async def _came_to(scene: Scene, ticket: TicketRow | None, action: str, verdict: str) -> list[int]:
    """On the record where something was decided; told where nothing was."""
    if ticket is not None and verdict:
        await scene.rooms.audit.record(
            scene.session,
            team=ticket.team,
            actor=scene.turn.user,
            action=action,
            key=scene.turn.key,
            ticket=ticket.number,
            details={"verdict": verdict},
        )
    elif scene.by.address:
        await scene.say(Answer(scene.by.address, phrases.STALE_BUTTON if ticket else phrases.NOT_FOR_BUTTON))
    await scene.came_to(Became.NOTED if verdict else Became.REFUSED, verdict, ticket=ticket)
    return []
