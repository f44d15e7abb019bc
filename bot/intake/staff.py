"""What a desk's people do now and then: let a ticket sleep, watch it, open it again, send a saved reply."""

from collections.abc import Awaitable, Callable

from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk import macros, watching
from bot.desk import passing_words as words
from bot.desk.macros import MacroFault
from bot.desk.office import Verdict
from bot.desk.relay.relays import Crossing, Spoken
from bot.desk.shorten import one_line
from bot.desk.snoozing import Length
from bot.governance.access import Action
from bot.intake import passing, together
from bot.intake.outcomes import Became
from bot.intake.scene import Scene
from bot.intake.turn import Clicked, Submitted
from bot.store.tables import TicketRow


async def snooze(scene: Scene, turn: Submitted) -> list[int]:
    """It comes back later."""
    lengths = {length.value: length for length in Length}
    length = lengths.get(turn.values.get("length", ""), Length.HOUR)
    await scene.judged(
        await scene.rooms.snoozing.snooze(scene.session, turn.team, turn.ticket, scene.by, length)
    )
    return []


async def wake(scene: Scene, turn: Clicked) -> list[int]:
    """It comes back now."""
    ticket = await _theirs(scene, turn, Action.WAKE)
    if ticket is not None:
        woke = await scene.rooms.snoozing.wake(scene.session, ticket, words.awake(ticket))
        await scene.judged(Verdict.DONE if woke else Verdict.TOO_LATE)
    return []


async def watch(scene: Scene, turn: Clicked) -> list[int]:
    """Somebody of the desk wants to be told of everything that happens to it."""
    return await _watching(scene, turn, Action.WATCH, watching.watch, words.watched)


async def unwatch(scene: Scene, turn: Clicked) -> list[int]:
    """They do not any more."""
    return await _watching(scene, turn, Action.UNWATCH, watching.unwatch, words.not_watched)


async def _watching(
    scene: Scene,
    turn: Clicked,
    action: Action,
    change: Callable[[AsyncSession, int, str], Awaitable[object]],
    told: Callable[[TicketRow], str],
) -> list[int]:
    ticket = await _theirs(scene, turn, action)
    if ticket is not None:
        await change(scene.session, ticket.number, turn.user)
        await scene.rooms.desk.voice.to_clicker(scene.session, ticket, scene.by, told(ticket))
        await scene.judged(Verdict.DONE)
    return []


async def reopen(scene: Scene, turn: Clicked) -> list[int]:
    """It was not solved after all."""
    await scene.judged(await scene.rooms.passing.reopen(scene.session, turn.team, turn.ticket, scene.by))
    return []


async def send_reply(scene: Scene, turn: Submitted) -> list[int]:
    """A saved reply goes to the employee as the sender's own words; only the assignee's cross."""
    ticket = await _theirs(scene, turn, Action.SEND_REPLY)
    if ticket is None:
        return []
    rooms, session = scene.rooms, scene.session
    name = turn.values.get("macro", "")
    replies = await macros.known(session, turn.team, ticket.desk, rooms.desks[ticket.desk])
    try:
        text = macros.fill(replies.get(name, ""), await _values(scene, ticket))
    except MacroFault as fault:
        await rooms.desk.voice.to_clicker(session, ticket, scene.by, str(fault))
        await scene.came_to(Became.REFUSED, str(fault), ticket=ticket)
        return []
    crossing = await rooms.desk.relays.from_staff(session, ticket, Spoken(turn.user, text, turn.key))
    if crossing is Crossing.CROSSED:
        me = await rooms.desk.voice.name(turn.user)
        told = f"{me} sent the saved reply “{one_line(name, 60)}”:\n> {one_line(text, 1_000)}"
        await rooms.desk.voice.to_staff(session, ticket, told)
    became = Became.RELAYED if crossing is Crossing.CROSSED else Became.NOTED
    await scene.came_to(became, crossing, ticket=ticket)
    return []


async def _values(scene: Scene, ticket: TicketRow) -> dict[str, str]:
    people, voice = scene.rooms.people, scene.rooms.desk.voice
    requester = (await people.member(ticket.requester)).name
    me = (await people.member(scene.turn.user)).name
    return macros.values(ticket, requester, voice.title(ticket.desk), me)


async def _theirs(scene: Scene, turn: Clicked | Submitted, action: Action) -> TicketRow | None:
    """The ticket, if this person is of its desk; otherwise they have been told."""
    office = scene.rooms.desk.office
    found = await office.for_staff(scene.session, turn.team, turn.ticket, scene.by, action)
    if isinstance(found, Verdict):
        await scene.judged(found)
        return None
    return found


CLICKS: dict[str, Callable[[Scene, Clicked], Awaitable[list[int]]]] = {
    "link_ticket": together.link,
    "unlink_ticket": together.unlink,
    "wake": wake,
    "watch": watch,
    "unwatch": unwatch,
    "reopen": reopen,
    "return_to_coworker": passing.give_back,
}
SUBMITTED: dict[str, Callable[[Scene, Submitted], Awaitable[list[int]]]] = {
    "link_to_ticket": together.link_to,
    "incident_news": together.news,
    "incident_title": together.name_it,
    "hand_on_ticket": passing.hand_on,
    "instruct": passing.instruct,
    "snooze_ticket": snooze,
    "send_reply": send_reply,
}
OPEN_FORMS = frozenset(
    {
        Action.HAND_ON,
        Action.INSTRUCT,
        Action.LINK_TO,
        Action.NAME_INCIDENT,
        Action.SAVED_REPLY,
        Action.SNOOZE,
        Action.TELL_EVERYBODY,
    }
)
"""Buttons that open one of these forms."""
