"""`/coworkers`: looking at the coworkers, pausing them, reading what they did."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from bot.coworkers import company, lifecycle, pages, progress
from bot.coworkers.cards import Card, cards
from bot.coworkers.history import history, line
from bot.coworkers.lifecycle import State
from bot.coworkers.rooms import CommandRooms
from bot.coworkers.roster import Coworker
from bot.coworkers.wishes import Puzzle, Wish, understand
from bot.coworkers.words import clock, listed
from bot.governance.access import Action, allowed
from bot.governance.audit import Deed, Outcome

NOT_FOR_YOU = (
    "Sorry, this command is only for admins and managers. "
    "If there is something I can do for you, write to me or type `/support`."
)
SHOWN, MOST = 20, 50


@dataclass(frozen=True)
class Command:
    """A wish in the hands of whoever grants it. `charges` are the coworkers its author may see."""

    rooms: CommandRooms
    session: AsyncSession
    team: str
    user: str
    key: str
    zone: str
    wish: Wish
    charges: Sequence[Coworker]

    @property
    def coworker(self) -> Coworker:
        """The one it is about."""
        return next(each for each in self.charges if each.name == self.wish.name)

    async def cards(self) -> tuple[Card, ...]:
        """The cards of all the author may see."""
        return await cards(self.rooms, self.session, self.team, self.charges)

    async def card(self) -> Card:
        """The card of the one it is about."""
        return (await cards(self.rooms, self.session, self.team, [self.coworker]))[0]


async def answer(
    rooms: CommandRooms, session: AsyncSession, *, team: str, user: str, text: str, key: str
) -> str:
    """Do what was typed and say so, as Markdown of at most 11,000 characters.

    `key` names this very command, so that doing it again leaves no second audit row. Everything typed
    here is on the record, refusals too.
    """
    charges = [each for each in rooms.roster.all() if await _may(rooms, user, Action.COWORKERS_LIST, each)]
    if not charges and not await _may(rooms, user, Action.COWORKERS_LIST):
        await rooms.audit.refuse(
            session,
            team=team,
            actor=user,
            action="/coworkers",
            key=key,
            why="Neither admin, auditor nor manager.",
        )
        return NOT_FOR_YOU
    wish = understand(text, [each.name for each in charges])
    if isinstance(wish, Puzzle):
        await rooms.audit.record(
            session, team=team, actor=user, action="/coworkers", key=key, why="Not understood."
        )
        return wish.sentence
    zone = (await rooms.people.member(user)).timezone
    return await _obey(Command(rooms, session, team, user, key, zone, wish, charges))


async def _may(rooms: CommandRooms, user: str, action: Action, coworker: Coworker | None = None) -> bool:
    return allowed(await rooms.roles(user, coworker), action)


async def _obey(command: Command) -> str:
    wish, audit = command.wish, command.rooms.audit
    deed: Deed = {
        "team": command.team,
        "actor": command.user,
        "action": wish.action,
        "key": command.key,
        "details": _details(wish),
    }
    if refused := await _refused(command):
        await audit.refuse(command.session, **deed)
        return refused
    await audit.record(command.session, **deed)
    return await _HANDLERS[wish.action](command)


def _details(wish: Wish) -> dict[str, str]:
    if wish.action in {Action.COWORKERS_FACT, Action.COWORKERS_FACTS}:
        return {"fact": wish.rest.partition(":")[0].strip()}
    return {"coworker": wish.name} if wish.name else {"version": wish.rest} if wish.rest else {}


async def _refused(command: Command) -> str:
    """Why its author may not do it, if so. Lessons hold for all coworkers, so all of them must be theirs."""
    rooms, wish = command.rooms, command.wish
    if wish.name and not await _may(rooms, command.user, wish.action, command.coworker):
        return f"You can look at {command.coworker.called}, but only its manager or an admin can do that."
    if wish.action is Action.COWORKERS_FACT:
        any_of = [await _may(rooms, command.user, wish.action, each) for each in (None, *command.charges)]
        return "" if any(any_of) else "You can look at what holds for the company, but not change it."
    everybody = rooms.roster.all() if wish.action is Action.COWORKERS_ROLLBACK else ()
    theirs = [await _may(rooms, command.user, wish.action, each) for each in everybody]
    return "" if all(theirs) else "Lessons hold for every coworker, so only an admin takes them back."


async def _help(_: Command) -> str:
    return pages.HELP


async def _list(command: Command) -> str:
    return pages.listing(await command.cards())


async def _show(command: Command) -> str:
    return await pages.show(command.rooms, command.coworker, await command.card())


async def _org(command: Command) -> str:
    return pages.org(await command.cards())


async def _status(command: Command) -> str:
    shown = await command.cards()
    failing = [card.name for card in shown if card.condition == "failing"]
    evidence = {name: await _latest_failure(command, name) for name in failing}
    as_of = f"{clock(command.rooms.now(), command.zone)} ({command.zone})"
    return pages.status(shown, evidence, as_of, command.zone)


async def _latest_failure(command: Command, name: str) -> str:
    rows = await command.rooms.audit.recent(
        command.session, command.team, actor=name, outcome=Outcome.FAILED, limit=1
    )
    return await line(command.rooms, rows[0], command.zone)


async def _audit(command: Command) -> str:
    words = command.wish.rest.upper().split()
    counts = [int(word) for word in words if word.isdecimal()]
    tickets = [int(word[2:]) for word in words if word.startswith("T-") and word[2:].isdecimal()]
    rows = await command.rooms.audit.recent(
        command.session,
        command.team,
        actor=command.wish.name,
        ticket=next(iter(tickets), None),
        limit=max(1, min(next(iter(counts), SHOWN), MOST)),
    )
    return await history(command.rooms, command.coworker.called, rows, command.zone)


async def _pause(command: Command) -> str:
    coworker, called = command.coworker, command.coworker.called
    back = f"`/coworkers resume {coworker.name}` brings it back."
    if not await lifecycle.pause(command.session, command.rooms.audit, **_move(command)):
        return await _unmoved(command, State.PAUSED, back)
    desks = listed([command.rooms.desk_title(desk) for desk in coworker.desks])
    people = f"the {desks} desk{'s' if len(coworker.desks) > 1 else ''}"
    return f"{called} is paused. New requests go straight to people at {people}. {back}"


async def _resume(command: Command) -> str:
    if not await lifecycle.resume(command.session, command.rooms.audit, **_move(command)):
        return await _unmoved(command, State.ACTIVE, "")
    called = command.coworker.called
    return f"{called} is back at work and takes new requests. What people have in hand stays with them."


def _move(command: Command) -> dict[str, str]:
    return {
        "team": command.team,
        "name": command.coworker.name,
        "by": command.user,
        "key": f"{command.key}:move",
        "why": command.wish.rest,
    }


async def _unmoved(command: Command, wanted: State, next_move: str) -> str:
    card = await command.card()
    state = "at work" if card.life.state is State.ACTIVE else card.life.state
    already = " already" if card.life.state is wanted else ""
    by = f" by {await command.rooms.name_of(card.life.by)}" if card.life.by else ""
    return f"{card.called} is{already} {state}{by}{pages.since(card, command.zone)} {next_move}".strip()


async def _corrections(command: Command) -> str:
    return await progress.corrections(command.rooms, command.session, command.team, command.charges)


async def _lessons(command: Command) -> str:
    return await progress.lessons(command.rooms, command.session, command.team, command.charges, command.zone)


async def _report(command: Command) -> str:
    desks = {desk for each in command.charges for desk in each.desks}
    return await progress.report(command.session, command.team, await command.cards(), desks)


async def _rollback(command: Command) -> str:
    return await progress.roll_back(command.session, command.team, command.wish.rest, command.user)


async def _facts(command: Command) -> str:
    return await company.told(command.rooms, command.session, command.team, command.wish.rest, command.zone)


async def _fact(command: Command) -> str:
    return await company.state(command.rooms, command.session, command.team, command.wish.rest, command.user)


_HANDLERS: dict[Action, Callable[[Command], Awaitable[str]]] = {
    Action.COWORKERS_HELP: _help,
    Action.COWORKERS_LIST: _list,
    Action.COWORKERS_SHOW: _show,
    Action.COWORKERS_ORG: _org,
    Action.COWORKERS_STATUS: _status,
    Action.COWORKERS_AUDIT: _audit,
    Action.COWORKERS_PAUSE: _pause,
    Action.COWORKERS_RESUME: _resume,
    Action.COWORKERS_CORRECTIONS: _corrections,
    Action.COWORKERS_LESSONS: _lessons,
    Action.COWORKERS_ROLLBACK: _rollback,
    Action.COWORKERS_REPORT: _report,
    Action.COWORKERS_FACTS: _facts,
    Action.COWORKERS_FACT: _fact,
}
