"""Corrections: somebody says where a request should have gone; a manager accepts or rejects it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, cast

from sqlalchemy import CursorResult, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.store.base import now
from bot.store.tables import CorrectionRow


class State(StrEnum):
    """How a correction stands."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    REFUSED = "refused"
    """It would have made things worse."""


@dataclass(frozen=True)
class Figures:
    """Of `of` examples and lessons, how many go right before and after."""

    of: int
    before: int
    after: int

    def __str__(self) -> str:
        """As people read it: `83.1 % right (587 of 706) -> 83.0 % (586)`."""
        return f"{self.before / self.of:.1%} right ({self.before} of {self.of}) → " + (
            f"{self.after / self.of:.1%} ({self.after})"
        )


async def propose(session: AsyncSession, figures: Figures, state: State, **columns: Any) -> CorrectionRow:
    """Write a correction down; it has its number when this returns."""
    row = CorrectionRow(
        state=state,
        weighed=figures.of,
        right_before=figures.before,
        right_after=figures.after,
        **columns,
    )
    session.add(row)
    await session.flush()
    return row


def figures_of(row: CorrectionRow) -> Figures:
    """What it did to the examples when it was last weighed."""
    return Figures(row.weighed, row.right_before, row.right_after)


async def find(session: AsyncSession, team: str, number: int) -> CorrectionRow | None:
    """A correction of this workspace by its number."""
    return await session.scalar(
        select(CorrectionRow).where(CorrectionRow.team == team, CorrectionRow.id == number)
    )


async def waiting(session: AsyncSession, team: str, coworkers: Sequence[str]) -> Sequence[CorrectionRow]:
    """What waits for the managers of these coworkers, the oldest first."""
    query = select(CorrectionRow).where(
        CorrectionRow.team == team,
        CorrectionRow.state == State.WAITING,
        CorrectionRow.coworker.in_(coworkers),
    )
    return (await session.scalars(query.order_by(CorrectionRow.id))).all()


async def decide(
    session: AsyncSession, row: CorrectionRow, state: State, by: str, figures: Figures | None = None
) -> bool:
    """Accept, reject or refuse what still waits; False when somebody was faster."""
    weighed = figures or figures_of(row)
    done = await session.execute(
        update(CorrectionRow)
        .where(CorrectionRow.id == row.id, CorrectionRow.state == State.WAITING)
        .values(
            state=state,
            decided_by=by,
            decided_at=now(),
            weighed=weighed.of,
            right_before=weighed.before,
            right_after=weighed.after,
        )
        .execution_options(synchronize_session=False)
    )
    await session.refresh(row)
    return cast("CursorResult[Any]", done).rowcount == 1
