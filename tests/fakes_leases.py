"""Leases of a replica that is alone, or not: who holds a lane stands in a dictionary the replicas share."""

from dataclasses import dataclass, field


@dataclass
class FakeLeases:
    """Implements `bot.engine.lanes.Leases`; replicas that share `held` keep each other out."""

    name: str = "one"
    held: dict[str, str] = field(default_factory=dict)
    deaths: dict[str, int] = field(default_factory=dict)
    alone: bool = True
    is_sound: bool = True

    def sound(self) -> bool:
        """As the test says."""
        return self.is_sound

    async def take(self, lane: str) -> int | None:
        """Free lanes only."""
        if self.held.setdefault(lane, self.name) != self.name:
            return None
        return self.deaths.get(lane, 0)

    async def settle(self, lane: str) -> None:
        """Forget its deaths."""
        self.deaths.pop(lane, None)

    async def let_go(self, lane: str) -> None:
        """Free it, if it is ours."""
        if self.held.get(lane) == self.name:
            del self.held[lane]
