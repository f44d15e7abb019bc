"""What a correction would do, before anybody accepts it; and where a request can go at all."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from bot.intake.rooms import Rooms
from bot.intake.triage.guess import Triage
from bot.intake.triage.lessons import Lesson, Weighed
from bot.intake.triage.routing import Badges, Decision, decide
from bot.learning import lessons
from bot.learning.corrections import Figures
from bot.store.tables import TicketRow

UNTOLD = 2**31 - 1
"""The version of a lesson that is none yet."""


@dataclass(frozen=True)
class Trial:
    """What one more lesson would do to all that is known, and what would decide about its own request."""

    weighed: Weighed
    decision: Decision

    @property
    def idle(self) -> bool:
        """Whether a stricter rule decides about such a request, so that the lesson would change nothing."""
        return self.decision.rule != f"lesson:{UNTOLD}"

    @property
    def bad(self) -> bool:
        """Whether it must not become a lesson."""
        return self.idle or self.weighed.worse

    @property
    def figures(self) -> Figures:
        """For the record and for people."""
        return Figures(self.weighed.of, self.weighed.before, self.weighed.after)


def routes(rooms: Rooms) -> dict[str, str]:
    """Where a request can go, for people to choose from: each skill, and the people of each desk."""
    skills = {name: skill.badge.title for name, skill in rooms.catalog.skills.items()}
    desks = rooms.desks.items()
    return skills | {f"desk:{name}": f"A person at the {desk.title or name} desk" for name, desk in desks}


def route_of(ticket: TicketRow) -> str:
    """Where a request went: its skill, or the people of its desk."""
    return ticket.skill or f"desk:{ticket.desk}"


async def known_lessons(session: AsyncSession, team: str) -> list[Lesson]:
    """The lessons that hold now, as triage takes them."""
    rows = await lessons.holding(session, team)
    return [Lesson(lesson.version, correction.text, correction.right) for lesson, correction in rows]


async def tried(rooms: Rooms, session: AsyncSession, text: str, right: str) -> Trial:
    """Try a lesson out beside those that hold now."""
    known = await known_lessons(session, rooms.team)
    badges = {name: skill.badge for name, skill in rooms.catalog.skills.items()}
    return await asyncio.to_thread(_try, rooms.triage, known, Lesson(UNTOLD, text, right), badges)


def _try(triage: Triage, known: Sequence[Lesson], lesson: Lesson, badges: Badges) -> Trial:
    before, after = triage.teach(known), triage.teach([*known, lesson])
    return Trial(before.taught.weigh(lesson), decide(lesson.text, after, badges))
