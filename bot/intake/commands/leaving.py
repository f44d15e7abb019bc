"""Out of office: staff say until when they are away and who covers, and what they had in hand goes there."""

import re
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot.coworkers.words import zone_of
from bot.desk.calendar import absences, promises
from bot.desk.calendar.absences import Absence
from bot.desk.calendar.hours import at_clock, on_day
from bot.desk.shorten import woven
from bot.desk.states import OWNED
from bot.desk.words import listed
from bot.governance.people import Member
from bot.intake.scene import Scene
from bot.store.base import now
from bot.store.tables import TicketRow
from skills.time_off.dates import spans

AWAY = re.compile(
    r"(?:i'?m |i am )?away(?: (?:until|till) (?P<when>[^,;]+?)"
    r"(?:[,;] *(?P<who>[^,;]+?) covers?| (?P<one>\S+) covers?)?)?[.!]?",
    re.IGNORECASE,
)
UNTIL_WHEN = (
    "Until when? Write the day on which you are back, and who covers if somebody does, for example: "
    "`/support away until 2026-12-01, sara@corp.example covers`."
)
NOT_STAFF = "This is for the people of a desk: others need not say when they are away."
NOT_AWAY = "You weren't away as far as I know, so nothing was changed."
WELCOME = "Welcome back. New requests can come to you again."


async def leave(scene: Scene, text: str) -> str:
    """Note that somebody is away, pass on what they have, and say so; or what is missing."""
    desks = await _desks(scene)
    if not desks:
        return NOT_STAFF
    zone = zone_of(scene.member.timezone)
    found = AWAY.fullmatch(" ".join(text.split()))
    back = _day(found["when"] or "", now().astimezone(zone).date()) if found else None
    if found is None or back is None:
        return UNTIL_WHEN
    cover = await _colleague(scene, desks, found["who"]) if found["who"] else None
    if found["who"] and cover is None:
        return (
            f"I know no colleague “{woven(found['who'], 40)}” at your desk. An e-mail address always works."
        )
    until = at_clock(back, time(), zone)
    if until <= now():
        return UNTIL_WHEN
    absence = Absence(until, cover.id if cover else "")
    await absences.leave(scene.session, scene.turn.team, scene.turn.user, absence)
    return _told(until, zone, cover, await _pass_on(scene, cover))


async def come_back(scene: Scene) -> str:
    """Note that somebody is here again."""
    here = await absences.come_back(scene.session, scene.turn.team, scene.turn.user)
    return WELCOME if here else NOT_AWAY


async def _desks(scene: Scene) -> list[str]:
    people = scene.rooms.people
    return [desk for desk in scene.rooms.desks if scene.turn.user in await people.staff(desk)]


async def _colleague(scene: Scene, desks: list[str], typed: str) -> Member | None:
    """The one colleague of these desks who is called so: by id, e-mail address, or a name of theirs."""
    wanted, people = typed.lstrip("@").casefold(), scene.rooms.people
    ids = {user for desk in desks for user in await people.staff(desk)} - {scene.turn.user}
    found = [each for each in [await people.member(user) for user in ids] if wanted in _names(each)]
    return found[0] if len(found) == 1 else None


def _names(member: Member) -> set[str]:
    names = (member.id, member.email, member.name, *member.name.split())
    return {name.casefold() for name in names if name}


async def _pass_on(scene: Scene, cover: Member | None) -> list[str]:
    """What they have in hand goes to whoever covers, or back to its desk; the tickets' names."""
    desk, turn = scene.rooms.desk, scene.turn
    mine = (TicketRow.team == turn.team) & (TicketRow.assignee == turn.user)
    query = select(TicketRow).where(mine, TicketRow.state.in_(OWNED)).order_by(TicketRow.number)
    held = (await scene.session.scalars(query)).all()
    for ticket in held:
        if cover and await desk.office.works_at(ticket.desk, cover.id):
            await desk.give(scene.session, ticket, turn.user, cover.id)
        else:
            text = promises.away(ticket, await desk.voice.name(turn.user))
            await desk.leases.lapse(scene.session, ticket, text)
    return [ticket.id for ticket in held]


def _day(text: str, today: date) -> date | None:
    found = spans(text, today, lambda _: True)
    return found[0].first if found else None


def _told(until: datetime, zone: ZoneInfo, cover: Member | None, moved: list[str]) -> str:
    day = on_day(until, now(), zone)
    covers = f" {woven(cover.name)} covers." if cover else ""
    passed = f" I've passed on {listed(moved)}." if moved else ""
    return f"Noted: you are away, and back {day}.{covers}{passed} `/support back` ends it sooner."
