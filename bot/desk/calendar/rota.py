"""Who is there to be asked: whose turn it is to be on call, who is away, who covers, who is next."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk import tickets
from bot.desk.calendar.absences import Absence, away
from bot.desk.calendar.hours import Hours
from bot.governance.people import People, refusal
from bot.settings import DeskSettings
from bot.store.base import now
from bot.store.tables import TicketRow

USER_GROUP = re.compile(r"S[0-9A-Z]{5,}")
"""The id of a Slack user group."""

ASKED_AT_MOST = 5
"""So many are mentioned at once."""


@dataclass(frozen=True)
class Nobody:
    """Nobody can be expected at a desk before `back_at`; `closed` is whether that is for its hours."""

    back_at: datetime
    closed: bool


class Rota:
    """Answers about the people of desks, as baton.toml lists them and as they said themselves."""

    def __init__(self, people: People, desks: Mapping[str, DeskSettings]) -> None:
        self._people = people
        self._desks = desks

    def hours(self, desk: str) -> Hours:
        """When a desk is open."""
        return Hours.of(self._desks[desk])

    async def who(self, references: Iterable[str]) -> tuple[str, ...]:
        """The user ids behind ids, e-mail addresses and user groups, each once, in their order."""
        found: list[str] = []
        for reference in references:
            if USER_GROUP.fullmatch(reference):
                found += sorted(await self._people.group(reference))
            elif "@" in reference:
                found.append(await self._people.behind(reference))
            else:
                found.append(reference)
        return tuple(dict.fromkeys(filter(None, found)))

    async def here(self, session: AsyncSession, team: str, desk: str) -> tuple[str, ...]:
        """The staff of a desk who are neither away nor gone from the company."""
        absent = await away(session, team, now())
        staff = sorted(await self._people.staff(desk))
        return tuple([one for one in staff if one not in absent and await self._works_here(one)])

    async def on_call(self, session: AsyncSession, team: str, desk: str) -> str:
        """Who is asked first at this desk today, or covers for them; "" where nobody is named."""
        return next(iter(await self._in_turn(session, team, desk)), "")

    async def next_person(self, session: AsyncSession, ticket: TicketRow, but: Collection[str] = ()) -> str:
        """Who should be asked now: of the ticket's group, else on call, else anybody here; "" for none."""
        return next(iter(await self._candidates(session, ticket, but)), "")

    async def asked(self, session: AsyncSession, ticket: TicketRow) -> tuple[str, ...]:
        """Whom a reminder mentions: the named fallback, else who is on call, else a few who are here."""
        fallback = await self._covered(session, ticket.team, [self._desks[ticket.desk].fallback])
        staff = await self._people.staff(ticket.desk)
        if named := tuple(one for one in fallback if one in staff):
            return named
        candidates = await self._candidates(session, ticket)
        if ticket.assigned_group:
            return candidates[:ASKED_AT_MOST]
        on_call = await self.on_call(session, ticket.team, ticket.desk)
        return (on_call,) if on_call else candidates[:ASKED_AT_MOST]

    async def group(self, desk: str, name: str) -> tuple[str, ...]:
        """The people of one of a desk's groups who work there."""
        staff = await self._people.staff(desk)
        return tuple(one for one in await self.who(self._desks[desk].groups.get(name, ())) if one in staff)

    async def nobody(self, session: AsyncSession, team: str, desk: str) -> Nobody | None:
        """When somebody is back, where nobody can be expected right now; None where somebody can."""
        at, hours = now(), self.hours(desk)
        opens = hours.opens(at)
        if opens > at:
            return Nobody(opens, closed=True)
        absent = await away(session, team, at)
        if not absent or await self.here(session, team, desk):
            return None
        staff = await self._people.staff(desk)
        backs = [hours.opens(each.until) for one, each in absent.items() if one in staff]
        return Nobody(min(backs), closed=False) if backs else None

    async def place_in_line(self, session: AsyncSession, ticket: TicketRow) -> int:
        """Which number a waiting ticket has at its desk; the first is 1."""
        lying = await tickets.queue(session, ticket.team, ticket.desk)
        waiting = [each.number for each in lying if each.assignee is None]
        return waiting.index(ticket.number) + 1 if ticket.number in waiting else len(waiting) + 1

    async def _candidates(
        self, session: AsyncSession, ticket: TicketRow, but: Collection[str] = ()
    ) -> tuple[str, ...]:
        here = await self.here(session, ticket.team, ticket.desk)
        if ticket.assigned_group:
            of_group = await self.group(ticket.desk, ticket.assigned_group)
            return tuple(one for one in of_group if one in here and one not in but)
        turn = await self._in_turn(session, ticket.team, ticket.desk)
        return tuple(one for one in dict.fromkeys((*turn, *here)) if one in here and one not in but)

    async def _in_turn(self, session: AsyncSession, team: str, desk: str) -> tuple[str, ...]:
        settings = self._desks[desk]
        if not settings.oncall:
            return ()
        today = now().astimezone(self.hours(desk).zone).date()
        order = turns(settings.oncall, settings.oncall_from, settings.oncall_days, today)
        covered = await self._covered(session, team, order)
        staff = await self._people.staff(desk)
        return tuple([one for one in covered if one in staff and await self._works_here(one)])

    async def _covered(self, session: AsyncSession, team: str, names: Sequence[str]) -> tuple[str, ...]:
        """These people, and for those who are away whoever covers, if that one is here."""
        absent = await away(session, team, now())
        people = [_covers(one, absent) for one in await self.who(name for name in names if name)]
        return tuple(dict.fromkeys(one for one in people if one and one not in absent))

    async def _works_here(self, user: str) -> bool:
        return refusal(await self._people.member(user)) is None


def turns(people: Sequence[str], since: date, days: int, today: date) -> tuple[str, ...]:
    """The people of a rotation, beginning with the one whose turn it is; each has so many `days`."""
    if not people:
        return ()
    first = (today - since) // timedelta(days=days) % len(people)
    return (*people[first:], *people[:first])


def _covers(user: str, absent: Mapping[str, Absence]) -> str:
    return absent[user].backup if user in absent else user
