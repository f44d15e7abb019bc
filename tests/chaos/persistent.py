"""People who do not give up: when Baton does not take a click, they click again."""

import asyncio
from typing import Any

from tests.playground.driver import Json
from tests.stories.stage import Actor

SECONDS = 90.0


class Persistent(Actor):
    """Somebody who waits for a bot that is away, and repeats what was not taken."""

    async def sees_next(
        self,
        kind: str,
        containing: str = "",
        channel: str = "@app",
        thread: str | None = None,
        nth: int = 1,
    ) -> Json:
        """Wait for the nth message of this kind; long enough for restarts to fall in between."""
        async with asyncio.timeout(SECONDS):
            while True:
                found = await self.seen(kind, containing, channel, thread)
                if len(found) >= nth:
                    return found[nth - 1]
                await asyncio.sleep(0.05)

    async def clicks(self, message: Json, action: str, value: str | None = None) -> Json:
        """Press a button until the press is taken."""
        return await self._until_taken(lambda: Actor.clicks(self, message, action, value))

    async def solves(self, packet: Json, fix: str) -> None:
        """Open the form, fill it in, send it; again from the start where Baton went away in between."""
        async with asyncio.timeout(SECONDS):
            while True:
                await self.clicks(packet, "resolve")
                view = await self._opened()
                if view and await self._sends(view, fix):
                    return

    async def _opened(self) -> str:
        for _ in range(40):
            if views := (await self.looks("views"))["views"]:
                return str(views[-1]["id"])
            await asyncio.sleep(0.05)
        return ""

    async def _sends(self, view: str, fix: str) -> bool:
        answer = await self.does("submissions", view_id=view, values={"fix": fix})
        if not answer["ok"]:
            await self.does("closings", view_id=view)
        return bool(answer["ok"])

    async def _until_taken(self, act: Any) -> Json:
        async with asyncio.timeout(SECONDS):
            while not (answer := await act())["ok"]:
                await asyncio.sleep(0.3)
        return dict(answer)
