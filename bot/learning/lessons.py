"""Lessons: what triage follows besides its examples. Each is a version, and versions can be rolled back."""

from collections.abc import Sequence

from sqlalchemy import Row, Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.store.base import now
from bot.store.tables import CorrectionRow, LessonRow


async def teach(session: AsyncSession, correction: CorrectionRow, by: str) -> LessonRow:
    """Make a lesson of an accepted correction; it has its version when this returns."""
    lesson = LessonRow(team=correction.team, correction=correction.id, accepted_by=by)
    session.add(lesson)
    await session.flush()
    return lesson


async def holding(session: AsyncSession, team: str) -> Sequence[Row[LessonRow, CorrectionRow]]:
    """The lessons that hold now with the corrections they were made of, the oldest first."""
    return (await session.execute(_all(team).where(LessonRow.withdrawn_at.is_(None)))).all()


async def ever(session: AsyncSession, team: str) -> Sequence[Row[LessonRow, CorrectionRow]]:
    """Every lesson there ever was, the oldest first."""
    return (await session.execute(_all(team))).all()


async def versions(session: AsyncSession, team: str) -> set[int]:
    """Which lessons hold now."""
    hold = select(LessonRow.version).where(LessonRow.team == team, LessonRow.withdrawn_at.is_(None))
    return set(await session.scalars(hold))


async def roll_back(session: AsyncSession, team: str, version: int, by: str) -> list[int]:
    """Withdraw every lesson after this version (0: all); which ones those were."""
    later = [lesson for lesson, _ in await holding(session, team) if lesson.version > version]
    for lesson in later:
        lesson.withdrawn_by, lesson.withdrawn_at = by, now()
    await session.flush()
    return [lesson.version for lesson in later]


def _all(team: str) -> Select[LessonRow, CorrectionRow]:
    joined = select(LessonRow, CorrectionRow).join(CorrectionRow, CorrectionRow.id == LessonRow.correction)
    return joined.where(LessonRow.team == team).order_by(LessonRow.version)
