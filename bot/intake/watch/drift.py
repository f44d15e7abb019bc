"""A coworker's last week against the four before: what people ask, how sure triage is, how often it errs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.coworkers.roster import Coworker
from bot.intake.watch.signs import Sign
from bot.learning.quality import Why
from bot.store.tables import CheckRow, CorrectionRow, TicketRow

WEEK = timedelta(days=7)
BEFORE = timedelta(days=28)

ENOUGH = 30
"""Fewer requests in either stretch say too little."""

MIX, CONFIDENCE, DOUBTED, CORRECTED = 0.25, 0.10, 0.10, 0.05
"""How far each may move, as a share of one, before people hear of it; our judgement, not a measurement."""


@dataclass(frozen=True)
class Stretch:
    """What a coworker was asked in some time: how many requests, of which kinds (shares), how surely they
    were read (mean), and the shares in doubt afterwards and corrected.
    """

    requests: int
    mix: Mapping[str, float]
    confidence: float
    doubted: float
    corrected: float


async def drift(session: AsyncSession, team: str, coworker: Coworker, at: datetime) -> Sign:
    """Whether the last week is unlike the four before."""
    lately = await _stretch(session, team, coworker.name, at - WEEK, at)
    before = await _stretch(session, team, coworker.name, at - WEEK - BEFORE, at - WEEK)
    moved = list(shifts(before, lately))
    numbers = "\n".join(f"- {one}" for one in moved)
    return Sign(
        f"drift:{coworker.name}",
        bool(moved) if min(before.requests, lately.requests) >= ENOUGH else None,
        f"**{coworker.called}'s week was unlike the four before.**\n{numbers}\n"
        "New kinds of requests may want examples, or a skill of their own; `/coworkers report` shows more.",
        f"**{coworker.called}'s last week was like the four before it again.**",
        whose=coworker,
    )


def shifts(before: Stretch, lately: Stretch) -> Iterator[str]:
    """What moved beyond its bound, in words and numbers."""
    kinds = {*before.mix, *lately.mix}
    grown = {kind: lately.mix.get(kind, 0.0) - before.mix.get(kind, 0.0) for kind in kinds}
    if sum(abs(change) for change in grown.values()) / 2 >= MIX:
        most = max(grown, key=lambda kind: abs(grown[kind]))
        yield f"what people ask: `{most}` {_moved(before.mix.get(most, 0.0), lately.mix.get(most, 0.0))}"
    if before.confidence - lately.confidence >= CONFIDENCE:
        yield f"how sure triage was: {_moved(before.confidence, lately.confidence)}"
    if lately.doubted - before.doubted >= DOUBTED:
        yield f"answers in doubt: {_moved(before.doubted, lately.doubted)}"
    if lately.corrected - before.corrected >= CORRECTED:
        yield f"routes corrected: {_moved(before.corrected, lately.corrected)}"


def _moved(before: float, lately: float) -> str:
    return f"{lately:.0%} (before: {before:.0%})"


async def _stretch(
    session: AsyncSession, team: str, coworker: str, since: datetime, until: datetime
) -> Stretch:
    opened = [TicketRow.opened_at > since, TicketRow.opened_at <= until]
    theirs = [TicketRow.team == team, TicketRow.coworker == coworker, *opened]
    kind = func.coalesce(TicketRow.skill, "people")
    counts = dict((await session.execute(select(kind, func.count()).where(*theirs).group_by(kind))).all())
    sure = await session.scalar(select(func.avg(func.nullif(TicketRow.score, 0.0))).where(*theirs))
    in_doubt = [CheckRow.ticket == TicketRow.number, CheckRow.why != Why.SAMPLED]
    total = sum(counts.values())
    return Stretch(
        total,
        {name: count / total for name, count in counts.items()},
        sure or 0.0,
        await _share(session, total, *theirs, *in_doubt),
        await _share(session, total, *theirs, CorrectionRow.ticket == TicketRow.number),
    )


async def _share(session: AsyncSession, total: int, *where: ColumnElement[bool]) -> float:
    found = await session.scalar(select(func.count(TicketRow.number.distinct())).where(*where))
    return (found or 0) / total if total else 0.0
