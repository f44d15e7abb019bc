"""A clock for stories in which hours pass: the store's, ahead of the real one by as much as a story says."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.intake.watch import timekeeper
from bot.store import base
from bot.store.clock import clock


class StoryClock:
    """Goes on by itself like any clock, and jumps where the story says that time passes."""

    def __init__(self, starts: datetime) -> None:
        self._ahead = starts - clock.now()

    def now(self) -> datetime:
        """The present moment of the story, in UTC."""
        return clock.now() + self._ahead

    def passes(self, **time: float) -> None:
        """So much time passes (`hours=4`)."""
        self._ahead += timedelta(**time)

    def strikes(self, moment: datetime) -> None:
        """It is this moment now; a story goes on, never back."""
        assert moment >= self.now()
        self._ahead = moment - clock.now()


def story_clock(patch: pytest.MonkeyPatch, starts: datetime) -> StoryClock:
    """A clock that the bot goes by from now on; timers are looked at often, because it jumps under them."""
    story = StoryClock(starts.astimezone(UTC))
    patch.setattr(base, "clock", story)
    patch.setattr(timekeeper, "LONGEST_NAP", timedelta(seconds=0.05))
    return story
