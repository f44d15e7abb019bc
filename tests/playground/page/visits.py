"""A visit: a page of the browser on a playground of its own, with the pilot app behind it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, Page, expect
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground.server import Config, Running, start
from tests.browser import SHOTS
from tests.playground.page.pilot import MANIFEST, TOUR, build

PATIENCE_MS = 8000


@dataclass
class Visit:
    """A page of a playground of its own, and what its console complained about."""

    page: Page
    playground: Running
    complaints: list[str] = field(default_factory=list)

    async def open(self, place: str = "") -> None:
        """Go to a place such as `#ada/general` and wait until it is drawn."""
        await self.page.goto(f"{self.playground.url}/{place}")
        await expect(self.page.locator("#people button")).to_have_count(10)

    async def become(self, name: str) -> None:
        """Switch to another person."""
        person = self.page.locator(f'.person[data-user="{name}"]')
        await person.click()
        await expect(person).to_have_attribute("aria-current", "true")

    async def write(self, text: str, where: str = "#composer") -> None:
        """Type into a composer and send."""
        await self.page.locator(f"{where} textarea").fill(text)
        await self.page.locator(f"{where} textarea").press("Enter")

    async def post(self, channel: str, text: str, *, only_for: str = "") -> None:
        """Let the app post in a channel, or show somebody an ephemeral message."""
        client = AsyncWebClient(token="xoxb-playground", base_url=self.playground.api_url)
        people = {user["name"]: user["id"] for user in (await client.users_list())["members"]}
        if only_for:
            await client.chat_postEphemeral(channel=channel, user=people[only_for], text=text)
        else:
            await client.chat_postMessage(channel=channel, text=text)

    async def shoot(self, name: str) -> None:
        """Keep a screenshot as build output."""
        await self.page.screenshot(path=SHOTS / f"{name}.png")


@asynccontextmanager
async def visiting(browser: Browser, folder: Path, width: int = 1280) -> AsyncIterator[Visit]:
    """A visit; the browser's console may not have complained about anything by its end."""
    manifest = folder / "manifest.yml"
    manifest.write_text(MANIFEST)
    running = await start(Config(port=0, manifest=manifest, title="Pilot", tour=TOUR))
    app = build(running.api_url, "xoxb-playground")
    handler: Any = AsyncSocketModeHandler(app, "xapp-playground", web_client=app.client)
    await handler.connect_async()
    context = await browser.new_context(viewport={"width": width, "height": 800})
    page = await context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    visit = Visit(page, running)
    page.on("console", lambda line: visit.complaints.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    try:
        yield visit
    finally:
        await context.close()
        await handler.close_async()
        await visit.playground.stop()
    assert visit.complaints == []
