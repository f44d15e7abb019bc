"""Setting a timer: something to look at again later, however often everything restarts until then."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.store.tables import TimerRow


async def set_timer(
    session: AsyncSession, what: str, due_at: datetime, conversation: str, ticket: int | None = None
) -> None:
    """Ring `what` in this conversation at `due_at`, or as soon after it as somebody is there."""
    session.add(
        TimerRow(
            id=timer_id(f"{what}:{ticket}", due_at),
            due_at=due_at,
            conversation=conversation,
            what=what,
            ticket=ticket,
        )
    )
    await session.flush()


def timer_id(what: str, due_at: datetime) -> str:
    """The id of a timer, under which it also comes in: so it rings once, and another time is another one."""
    return f"{what}:{due_at.timestamp():.6f}"
