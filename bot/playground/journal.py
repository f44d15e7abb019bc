"""The journal: everything that happened, numbered, for people, scripts and tests to read."""

import asyncio
import time
from collections.abc import Callable
from copy import deepcopy
from typing import Any

from bot.playground.changes import Change, Json, What

KEPT = 50_000
_LEFT_OUT = frozenset({What.READ, What.TYPING})
_ROW_NAMES = {What.EPHEMERAL_EDIT: "ephemeral", What.EPHEMERAL_DELETION: "ephemeral", What.APPEND: "append"}


class Journal:
    """Rows `{"n", "at", "what", "by", "data"}`; `at` is seconds since the epoch, `by` a short name.

    The newest `KEPT` rows are kept, half of them for sure.
    """

    def __init__(self, name_of: Callable[[str], str]) -> None:
        self._name_of = name_of
        self._rows: list[Json] = []
        self._dropped = 0
        self._news = asyncio.Event()

    @property
    def last(self) -> int:
        """The number of the newest row; 0 when there is none."""
        return self._dropped + len(self._rows)

    def write(self, what: str, by: str, data: Json) -> int:
        """Add a row; its number."""
        row = {"n": self.last + 1, "at": time.time(), "what": what, "by": by, "data": deepcopy(data)}
        self._rows.append(row)
        if len(self._rows) > KEPT:
            self._dropped += KEPT // 2
            del self._rows[: KEPT // 2]
        self._news.set()
        self._news = asyncio.Event()
        return self.last

    def note(self, change: Change) -> None:
        """Write a change of the workspace."""
        if change.what in _LEFT_OUT:
            return
        data: Json = {"channel": change.channel, **change.data} if change.channel else dict(change.data)
        if change.before:
            data["previous"] = change.before
        self.write(_ROW_NAMES.get(change.what, change.what), self._name_of(change.by), data)

    def rows(self, after: int = 0) -> list[Json]:
        """The rows later than number `after`."""
        return self._rows[max(0, after - self._dropped) :]

    def row(self, number: int) -> Json | None:
        """The row with this number."""
        return self._rows[number - 1 - self._dropped] if self._dropped < number <= self.last else None

    async def wait(self, after: int, seconds: float) -> None:
        """Return as soon as there is a row later than `after`, or when `seconds` have passed."""
        if self.last <= after:
            try:
                await asyncio.wait_for(self._news.wait(), seconds)
            except TimeoutError:
                return

    async def find(self, wanted: Callable[[Json], Any], after: int = 0, seconds: float = 5.0) -> Json:
        """The first row later than `after` for which `wanted` is true; raises `TimeoutError`."""
        async with asyncio.timeout(seconds):
            while True:
                for row in self.rows(after):
                    if wanted(row):
                        return row
                after = self.last
                await self._news.wait()
