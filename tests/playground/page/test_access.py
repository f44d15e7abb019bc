"""The page by keyboard alone, on a narrow screen, by names and landmarks, and after a cut line."""

from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from bot.playground.server import Config, start
from tests.playground.page.visits import Visit, visiting

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


LANDMARKS = ("main", "nav[aria-label]", "aside[aria-label]")

NAMELESS = """() => {
  const pressed = "button, input, select, textarea, a, summary, img, [role=log]";
  const names = (node) => [
    node.getAttribute("aria-label"), node.textContent.trim(), node.alt, node.labels?.length,
    node.getAttribute("alt") === "" && "decoration", node.closest("fieldset")?.querySelector("legend"),
  ];
  const shown = [...document.querySelectorAll(pressed)].filter((node) => !node.hidden);
  return shown.filter((node) => !names(node).some(Boolean)).map((node) => node.outerHTML);
}"""


async def test_one_edits_reacts_and_deletes_by_keyboard_alone(visit: Visit) -> None:
    page = visit.page
    await visit.open("#sam/it-support")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(page.locator("#composer textarea")).to_be_focused()
    await page.keyboard.type("my frist message")
    await page.keyboard.press("Enter")
    await expect(page.locator("#log article")).to_have_count(1)
    await page.keyboard.press("ArrowUp")
    await expect(page.get_by_label("Edit your message")).to_be_focused()
    await page.keyboard.press("ControlOrMeta+a")
    await page.keyboard.type("my first message")
    await page.keyboard.press("Enter")
    await expect(page.locator("#log article")).to_contain_text("my first message (edited)")
    await page.locator("#log article").focus()
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await page.keyboard.type("rocket")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("button", name="rocket, 1: Sam Whitfield")).to_be_visible()
    await page.locator("#log article").focus()
    for _ in ("the reaction", "react", "reply", "edit", "delete"):
        await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog", name="Delete this message?")).to_be_visible()
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(page.locator("#log article")).to_have_count(0)


async def test_everything_one_can_press_or_fill_in_has_a_name(visit: Visit) -> None:
    page = visit.page
    await visit.open("#ada/@app")
    await visit.write("all blocks")
    await expect(page.get_by_role("button", name="Risky")).to_be_visible()
    await visit.write("/ticket")
    await expect(page.get_by_role("dialog")).to_be_visible()
    nameless = await page.evaluate(NAMELESS)
    assert nameless == []
    assert [await page.locator(one).count() for one in LANDMARKS] == [1, 2, 1]
    ids = await page.evaluate("[...document.querySelectorAll('[id]')].map((node) => node.id)")
    assert len(ids) == len(set(ids))


async def test_on_a_narrow_screen_the_panes_stand_behind_one_another(
    browser: Browser, tmp_path: Path
) -> None:
    async with visiting(browser, tmp_path, width=390) as visit:
        page = visit.page
        await visit.open("#ada/@app")
        await visit.write("please help me")
        await expect(page.locator("#thread")).to_be_visible()
        await expect(page.locator("#main")).to_be_hidden()
        await visit.shoot("narrow")
        await page.get_by_role("button", name="Back to the messages").click()
        await page.get_by_role("button", name="Back to the channels").click()
        await expect(page.locator("#sidebar")).to_be_visible()
        wide = await page.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert not wide


async def test_the_page_goes_on_when_the_playground_comes_back(visit: Visit) -> None:
    page, port = visit.page, visit.playground.port
    await visit.open("#ada/general")
    await visit.playground.stop()
    await expect(page.locator("#pane-head")).to_contain_text("Reconnecting…")
    visit.playground = await start(Config(port=port))
    await visit.post("general", "still there?")
    await expect(page.locator("#log")).to_contain_text("still there?")
    await expect(page.locator("#pane-head")).not_to_contain_text("Reconnecting…")
    assert all("net::ERR" in one for one in visit.complaints)
    visit.complaints.clear()
