"""The pace that all replicas keep together, in Redis; while that does not answer, each keeps its own."""

from pathlib import Path

from bot.slack.pace import BURST, LONGEST_SECONDS, MANY, PER_SECOND, Pace
from bot.store.shared import Shared

SCRIPT = Path(__file__).with_name("pace.lua")


class SharedPace(Pace):
    """Buckets as in `Pace`, each counted in one atomic step by the clock of Redis; they expire."""

    def __init__(self, shared: Shared, per_second: float = PER_SECOND, burst: float = BURST) -> None:
        super().__init__(per_second, burst)
        self._shared = shared
        self._script = shared.redis.register_script(SCRIPT.read_text(encoding="utf-8"))

    async def take(self, channel: str) -> float:
        """Take one permission; returns the seconds to wait before it may be used."""
        alone = await super().take(channel)
        together = await self._counted_together(channel, "")
        return alone if together is None else together

    async def objected(self, channel: str, seconds: float = 0.0) -> None:
        """Slack said that this channel was written to too fast; all replicas heed it."""
        await super().objected(channel, seconds)
        await self._counted_together(channel, f"{seconds:.3f}")

    async def _counted_together(self, channel: str, objection: str) -> float | None:
        key = self._shared.key
        keys = [key("pace", channel), key("held"), key("objected")]
        values: list[str | int | float] = [self._rate, self._burst, LONGEST_SECONDS, channel, MANY, objection]
        wait = await self._shared.ask(lambda: self._script(keys=keys, args=values))
        return None if wait is None else float(wait)
