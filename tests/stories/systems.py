"""A company whose systems stall or fail when a story wants them to."""

import inspect
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Any, cast

from bot.connections.ports import Company
from tests.stories.stage import House

Before = Callable[[str], Awaitable[None]]
"""Told the name of a call; it goes on when this returns, and fails with what this raises."""


class Between:
    """Stands between the bot and its company: every call first goes through `before`.

    `made` are the calls that came back, `at_once` how many of each there ever were at the same time.
    """

    def __init__(self, company: Company, before: Before) -> None:
        self._company = company
        self._before = before
        self.made: list[str] = []
        self.at_once: Counter[str] = Counter()
        self._now: Counter[str] = Counter()

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._company, name)
        if not inspect.iscoroutinefunction(found):
            return found

        async def call(*values: Any, **named: Any) -> Any:
            self._now[name] += 1
            self.at_once |= self._now
            try:
                await self._before(name)
                result = await found(*values, **named)
            finally:
                self._now[name] -= 1
            self.made.append(name)
            return result

        return call


def stand_between(house: House, before: Before) -> Between:
    """From now on calls to the house's company are seen first by `before`."""
    company = house.bot.rooms.company
    between = Between(company._company if isinstance(company, Between) else company, before)
    house.bot.rooms.company = cast(Company, between)
    return between
