"""What somebody's Home page shows: their requests, their desk's queue, the coworkers they look after."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.connections.ports import System
from bot.coworkers.cards import Card, cards
from bot.coworkers.deciding import NOTHING, ToDecide, to_decide
from bot.coworkers.queue import WHOLE, Window, queue_page
from bot.coworkers.requests import Request, requests_of
from bot.coworkers.rooms import CommandRooms
from bot.coworkers.roster import Coworker
from bot.coworkers.words import harmless
from bot.governance.access import Action, Role, allowed


@dataclass(frozen=True)
class Introduction:
    """A coworker as every employee may know it: what it is called, what it is for, what it can do."""

    called: str
    title: str
    text: str
    skills: tuple[str, ...]


@dataclass(frozen=True)
class Home:
    """The page of one person. Parts that are not for them are empty.

    `directory` and `requests` are for everybody who works here; `queue` for staff of `desks` (their
    titles), as much of it as `window` shows; `coworkers` and `systems` (what these are connected to) for
    admins, auditors and managers.
    `pausable` names the coworkers this person may pause and resume. `missing` are sentences about
    coworkers without a manager. `to_decide` is what waits for this person's word. Times are UTC; `timezone`
    is the reader's.
    """

    user: str
    name: str
    timezone: str
    as_of: datetime
    directory: tuple[Introduction, ...] = ()
    requests: tuple[Request, ...] = ()
    desks: tuple[str, ...] = ()
    queue: tuple[Request, ...] = ()
    window: Window = WHOLE
    coworkers: tuple[Card, ...] = ()
    pausable: frozenset[str] = frozenset()
    missing: tuple[str, ...] = ()
    systems: tuple[System, ...] = ()
    to_decide: ToDecide = NOTHING


async def home(rooms: CommandRooms, session: AsyncSession, *, team: str, user: str) -> Home:
    """Gather the page; a guest, a bot or somebody from elsewhere sees an empty one."""
    member = await rooms.people.member(user)
    page = Home(user, harmless(member.name), member.timezone, rooms.now())
    if Role.EMPLOYEE not in await rooms.roles(user):
        return page
    desks = [desk for desk in rooms.desks if user in await rooms.people.staff(desk)]
    managed = [each.name for each in await _may(rooms, user, Action.ACCEPT_CORRECTION)]
    charges = await cards(rooms, session, team, await _may(rooms, user, Action.COWORKERS_SHOW))
    window, queue = await queue_page(rooms, session, team, user, desks) if desks else (WHOLE, ())
    return replace(
        page,
        directory=tuple(_introduce(rooms, coworker) for coworker in rooms.roster.all()),
        requests=await requests_of(rooms, session, team, user),
        desks=tuple(rooms.desk_title(desk) for desk in desks),
        queue=queue,
        window=window,
        coworkers=charges,
        pausable=frozenset(each.name for each in await _may(rooms, user, Action.COWORKERS_PAUSE)),
        missing=tuple(_missing(card) for card in charges if card.manager.missing),
        systems=rooms.systems() if charges else (),
        to_decide=await to_decide(rooms, session, team, managed, desks),
    )


def _missing(card: Card) -> str:
    return f"{card.manager.missing} For now {card.manager.name} stands in."


async def _may(rooms: CommandRooms, user: str, action: Action) -> list[Coworker]:
    return [each for each in rooms.roster.all() if allowed(await rooms.roles(user, each), action)]


def _introduce(rooms: CommandRooms, coworker: Coworker) -> Introduction:
    skills = tuple(rooms.roster.badges[skill].title for skill in coworker.skills)
    return Introduction(coworker.called, coworker.title, coworker.introduction, skills)
