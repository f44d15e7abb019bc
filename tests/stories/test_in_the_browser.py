"""The whole story clicked through on the playground's page, in a real browser, by one person playing all."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from bot.intake.learning import Learned
from tests.playground.page.visits import Visit
from tests.stories.stage import House, playing

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

PATIENCE_MS = 15_000


@pytest_asyncio.fixture(loop_scope="module")
async def house(tmp_path: Path, learned: Learned) -> AsyncIterator[House]:
    """A running bot in a running playground."""
    async with playing(tmp_path, learned) as house:
        yield house


@pytest_asyncio.fixture(loop_scope="module")
async def visit(browser: Browser, house: House) -> AsyncIterator[Visit]:
    """Somebody at the page; its console may not have complained by the end."""
    context = await browser.new_context(viewport={"width": 1360, "height": 860})
    page = await context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    expect.set_options(timeout=PATIENCE_MS)
    one = Visit(page, house.playground)
    page.on("console", lambda line: one.complaints.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: one.complaints.append(str(error)))
    yield one
    await context.close()
    assert one.complaints == []


async def test_ask_hand_over_claim_talk_resolve_and_rate(visit: Visit) -> None:
    page = visit.page
    thread = page.locator("#thread-log")

    await visit.open("#ada/@app")
    await visit.write("I forgot my Okta password")
    await expect(thread).to_contain_text("one-time link")
    await visit.shoot("story-1-password")

    await visit.write("my laptop has been so slow since the update")
    await expect(thread).to_contain_text("When is it slow?")
    await thread.get_by_role("button", name="All the time").click()
    await expect(thread).to_contain_text("This helped")
    await visit.shoot("story-2-laptop")
    await thread.get_by_role("button", name="Talk to a person").last.click()
    await expect(thread).to_contain_text("passed this to the IT desk")

    await _take_over(visit, page)
    await visit.become("ada")
    await expect(thread).to_contain_text("Sam Whitfield")
    await expect(thread).to_contain_text("Shall I swap the disk?")
    await visit.write("yes please", "#thread-composer")

    await _solve(visit, page)
    await visit.become("ada")
    await expect(thread).to_contain_text("Swapped the disk")
    await thread.get_by_role("button", name="Great").click()
    await thread.get_by_role("button", name="No, I didn't").click()
    await visit.shoot("story-5-survey")


async def test_an_admin_looks_pauses_and_resumes(visit: Visit, house: House) -> None:
    await visit.open("#root/general")
    log = visit.page.locator("#log")
    for words, told in (
        ("/coworkers", "Jordan"),
        ("/coworkers pause jordan", "Jordan is paused"),
        ("/coworkers resume jordan", "Jordan is back"),
    ):
        await visit.write(words)
        await expect(log).to_contain_text(told)
    await visit.shoot("story-6-admin")


async def _take_over(visit: Visit, page: Page) -> None:
    """Sam claims the packet and writes in its thread."""
    await visit.become("sam")
    await page.locator('[data-slug="it-support"]').click()
    log = page.locator("#log")
    await expect(log).to_contain_text("so slow since the update")
    await log.get_by_role("button", name="Claim").click()
    await expect(log).to_contain_text("Claimed by")
    await visit.shoot("story-3-claimed")
    await log.locator(".reply-count").last.click()
    await visit.write("Shall I swap the disk?", "#thread-composer")
    await expect(page.locator("#thread-log")).to_contain_text("Shall I swap the disk?")


async def _solve(visit: Visit, page: Page) -> None:
    """Sam sees the answer and resolves the ticket."""
    await visit.become("sam")
    await page.locator('[data-slug="it-support"]').click()
    await page.locator("#log").get_by_role("button", name="Resolve").click()
    await page.get_by_label("What fixed it?").fill("Swapped the disk")
    await visit.shoot("story-4-resolve")
    await page.get_by_role("dialog").get_by_role("button", name="Resolve").click()
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await expect(page.locator("#log")).to_contain_text("Swapped the disk")
