"""The life of a coworker: the table of legal moves, applied as compare-and-set with an audit row."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.governance.audit import Audit
from bot.store.base import now
from bot.store.once import insert_once
from bot.store.tables.coworkers import CoworkerState


class State(StrEnum):
    """Where a coworker is in its life. In the sandbox it works, but nothing it does is real."""

    SANDBOX = "sandbox"
    ACTIVE = "active"
    PAUSED = "paused"
    OFFBOARDED = "offboarded"


class Move(StrEnum):
    """What can be done with a coworker."""

    ACTIVATE = "activate"
    PAUSE = "pause"
    RESUME = "resume"
    OFFBOARD = "offboard"


MOVES: Mapping[Move, tuple[frozenset[State], State]] = MappingProxyType(
    {
        Move.ACTIVATE: (frozenset({State.SANDBOX}), State.ACTIVE),
        Move.PAUSE: (frozenset({State.ACTIVE}), State.PAUSED),
        Move.RESUME: (frozenset({State.PAUSED}), State.ACTIVE),
        Move.OFFBOARD: (frozenset({State.SANDBOX, State.ACTIVE, State.PAUSED}), State.OFFBOARDED),
    }
)


def after(state: State, move: Move) -> State | None:
    """The state a move leads to; None when it is not legal there."""
    legal, landing = MOVES[move]
    return landing if state in legal else None


@dataclass(frozen=True)
class Life:
    """How a coworker stands: its state and, where somebody changed it, who, when and why."""

    state: State = State.ACTIVE
    by: str = ""
    at: datetime | None = None
    why: str = ""


async def lives(session: AsyncSession, team: str) -> dict[str, Life]:
    """Every coworker whose state was ever changed; one that is not there is active."""
    rows = await session.scalars(select(CoworkerState).where(CoworkerState.team == team))
    return {row.name: Life(State(row.state), row.by, row.at, row.why) for row in rows if row.by}


async def state_of(session: AsyncSession, team: str, name: str) -> State:
    """The state of one coworker."""
    state = await session.scalar(select(CoworkerState.state).where(*_the(team, name)))
    return State(state or State.ACTIVE)


async def pause(
    session: AsyncSession, audit: Audit, *, team: str, name: str, by: str, key: str, why: str = ""
) -> bool:
    """Stop a coworker: everything goes to people from its next message on. False when it was not active."""
    return await apply(session, audit, Move.PAUSE, team=team, name=name, by=by, key=key, why=why)


async def resume(
    session: AsyncSession, audit: Audit, *, team: str, name: str, by: str, key: str, why: str = ""
) -> bool:
    """Let a paused coworker work again. False when it was not paused."""
    return await apply(session, audit, Move.RESUME, team=team, name=name, by=by, key=key, why=why)


async def apply(
    session: AsyncSession, audit: Audit, move: Move, *, team: str, name: str, by: str, key: str, why: str = ""
) -> bool:
    """Make a move where it is legal, and only there; its audit row commits with it or not at all."""
    legal, landing = MOVES[move]
    await insert_once(session, CoworkerState, team=team, name=name, state=State.ACTIVE, by="")
    moved = await session.scalar(
        update(CoworkerState)
        .where(*_the(team, name), CoworkerState.state.in_(sorted(legal)))
        .values(state=landing, by=by, at=now(), why=why)
        .returning(CoworkerState.name)
    )
    if moved is None:
        return False
    await audit.record(
        session, team=team, actor=by, action=f"{move}_coworker", key=key, why=why, details={"coworker": name}
    )
    return True


def _the(team: str, name: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return CoworkerState.team == team, CoworkerState.name == name
