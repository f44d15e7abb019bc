"""What the desk needs of a chat: one way to say things, inside the transaction that decided them."""

from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.messages import Outgoing


class Line(Protocol):
    """The way out. What is said in a session is sent if, and only if, the session commits."""

    async def say(self, session: AsyncSession, message: Outgoing) -> str:
        """Queue a message; returns its id (for PacketChanged, threads, and reconciliation)."""
        ...

    async def channel_of(self, desk: str) -> str:
        """The channel id of a desk; raises ConfigurationError when there is none."""
        ...

    async def direct(self, user: str) -> str:
        """The id of the direct-message channel with a person."""
        ...

    async def link(self, channel: str, ts: str) -> str:
        """A permalink to a message; "" when Slack gives none."""
        ...
