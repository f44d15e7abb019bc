"""People who do not give up: when Baton does not take a click, they click again."""

import asyncio

from aiohttp import ClientSession

from tests.chaos.fleet import Fleet
from tests.chaos.record import Post
from tests.chaos.witness import SECONDS, Witness
from tests.playground.driver import Json, Person

AGAIN = 0.3


class Persistent(Person):
    """Somebody who waits for a bot that is away, and repeats what was not taken."""

    def __init__(self, session: ClientSession, fleet: Fleet, name: str) -> None:
        super().__init__(session, fleet.playground, name)
        self.witness: Witness = fleet.witness
        self._form = asyncio.Lock()

    async def clicks(self, below: Post, action: str) -> None:
        """Press a button until the press is taken."""
        deed = {"channel": below.channel, "ts": below.ts, "action_id": action}
        async with asyncio.timeout(SECONDS):
            while not (await self.does("clicks", **deed))["ok"]:
                await asyncio.sleep(AGAIN)

    async def solves(self, packet: Post, fix: str) -> None:
        """Open the form, fill it in, send it; again from the start where Baton went away in between."""
        async with self._form, asyncio.timeout(SECONDS):
            while not await self._solved(packet, fix):
                await asyncio.sleep(AGAIN)

    async def _solved(self, packet: Post, fix: str) -> bool:
        for view in await self._forms():
            await self.does("closings", view_id=view["id"])
        await self.clicks(packet, "resolve")
        view_id = await self._form_for(packet)
        sent = view_id and await self.does("submissions", view_id=view_id, values={"fix": fix})
        return bool(sent and sent["ok"])

    async def _form_for(self, packet: Post) -> str:
        """The form that opened; "" when none did. One of an earlier press may still come, for another."""
        for _ in range(40):
            for view in await self._forms():
                if view["private_metadata"] == packet.ticket.removeprefix("T-"):
                    return str(view["id"])
            await asyncio.sleep(0.05)
        return ""

    async def _forms(self) -> list[Json]:
        return list((await self.looks("views"))["views"])
