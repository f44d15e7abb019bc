"""What a turn may rely on: steps whose results survive a crash."""

from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Protocol

from sqlalchemy.ext.asyncio import AsyncSession

Work = Callable[[AsyncSession], Awaitable[str]]
"""Something to do in one transaction; returns ids or words of ours."""

Effect = Callable[[], Coroutine[Any, Any, Work]]
"""Something to do outside a transaction; returns what is to be written down about it."""


class TurnFailed(Exception):
    """A turn ended badly, for good: running it again would end the same way."""


class StepFailed(Exception):
    """A step raised; the log says what. Carries no text of people."""


class Interrupted(BaseException):
    """The store failed us in mid-turn, or the turn is not ours any more. As in a crash nothing is recorded.

    Not an Exception, so that a turn does not take it for something it could mend.
    """


class Steps(Protocol):
    """The durable steps of one turn. A turn must ask for the same steps in the same order when run again.

    Results are short strings of ids and words of ours: they are kept in the clear, so nothing that a
    person said may pass through here.
    """

    async def commit(self, name: str, work: Work) -> str:
        """Run `work` in one transaction that also records its result: exactly once."""
        ...

    async def attempt(self, name: str, work: Effect) -> str:
        """Run `work`, and what it returns in one transaction with the record: once, or all of it again if
        a crash fell in between.
        """
        ...


TurnBody = Callable[[str, Steps], Awaitable[None]]
"""A turn: the inbound id and its steps."""
