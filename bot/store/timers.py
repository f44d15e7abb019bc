"""Setting a timer: something to look at again later, however often everything restarts until then."""

from datetime import datetime
from uuid import uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from bot.store.tables import TimerRow


async def set_timer(
    session: AsyncSession, what: str, due_at: datetime, conversation: str, ticket: int | None = None
) -> None:
    """Ring `what` in this conversation at `due_at`, or as soon after it as somebody is there.

    Its id is new each time: it is the key under which a timer comes in, and what came in does so once.
    """
    session.add(
        TimerRow(
            id=f"{what}:{ticket}:{uuid4().hex}",
            due_at=due_at,
            conversation=conversation,
            what=what,
            ticket=ticket,
        )
    )
    await session.flush()
