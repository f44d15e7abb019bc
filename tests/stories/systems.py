"""A company whose systems stall or fail when a story wants them to."""

import inspect
from collections.abc import Awaitable, Callable
from typing import Any, cast

from bot.connections.ports import Company
from tests.stories.stage import House

Before = Callable[[str], Awaitable[None]]
"""Told the name of a call; it goes on when this returns, and fails with what this raises."""


class Between:
    """Stands between the bot and its company: every call first goes through `before`, the result `after`."""

    def __init__(self, company: Company, before: Before) -> None:
        self._company = company
        self._before = before
        self.made: list[str] = []

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._company, name)
        if not inspect.iscoroutinefunction(found):
            return found

        async def call(*values: Any, **named: Any) -> Any:
            await self._before(name)
            result = await found(*values, **named)
            self.made.append(name)
            return result

        return call


def stand_between(house: House, before: Before) -> Between:
    """From now on calls to the house's company are seen first by `before`."""
    company = house.bot.rooms.company
    between = Between(company._company if isinstance(company, Between) else company, before)
    house.bot.rooms.company = cast(Company, between)
    return between
