"""What can be measured of the page's looks: contrast, targets for fingers, streams and the status line."""

from pathlib import Path

import pytest
from playwright.async_api import Browser, expect
from slack_sdk.web.async_client import AsyncWebClient

from tests.playground.page.visits import Visit, visiting

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

AA = 4.5
TARGET_PX = 44

# WCAG 2.2, "contrast ratio" and "relative luminance"; grounds with a gradient are left out.
FAINT = """(least) => {
  const channels = (colour) => [...colour.match(/[\\d.]+/g).map(Number), 1].slice(0, 4);
  const part = (value) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  const light = ([r, g, b]) => 0.2126 * part(r / 255) + 0.7152 * part(g / 255) + 0.0722 * part(b / 255);
  const over = (top, low) => [0, 1, 2].map((n) => top[n] * top[3] + low[n] * (1 - top[3]));
  const ground = (node) => {
    const style = getComputedStyle(node);
    const own = channels(style.backgroundColor);
    if (style.backgroundImage.includes("gradient")) return null;
    if (own[3] === 1 || !node.parentElement) return own;
    const below = ground(node.parentElement);
    return below && over(own, below);
  };
  const ratio = (node) => {
    const below = ground(node);
    if (!below) return 21;
    const pair = [light(over(channels(getComputedStyle(node).color), below)), light(below)];
    return (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
  };
  const hasWords = (node) => [...node.childNodes].some((one) => one.nodeType === 3 && one.data.trim());
  return [...document.body.querySelectorAll("*:not(.emoji, option)")]
    .filter((node) => hasWords(node) && node.checkVisibility({ opacityProperty: true }))
    .map((node) => [ratio(node), node.className, node.textContent.slice(0, 40)])
    .filter(([found]) => found < least);
}"""

SMALL = """(least) => {
  const target = (node) => (["checkbox", "radio"].includes(node.type) ? node.closest("label") : node);
  const box = (node) => target(node).getBoundingClientRect();
  return [...document.querySelectorAll("button, input, select, textarea, summary, a:not(.prose a)")]
    .filter((node) => node.checkVisibility() && box(node).height && Math.round(box(node).height) < least)
    .map((node) => [node.className, box(node).height]);
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_all_words_stand_out_from_their_ground(visit: Visit, scheme: str) -> None:
    page = visit.page
    await page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    await visit.open("#ada/@app")
    await visit.write("all blocks, @Ada Osei and `code`")
    await expect(page.get_by_role("button", name="Risky")).to_be_visible()
    assert await page.evaluate(FAINT, AA) == []
    await visit.shoot(f"blocks-{scheme}")
    await visit.write("/ticket")
    await page.get_by_label("Subject").fill("abc")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Please say a little more.")).to_be_visible()
    assert await page.evaluate(FAINT, AA) == []


async def test_targets_are_large_enough_for_fingers(browser: Browser, tmp_path: Path) -> None:
    async with visiting(browser, tmp_path, width=390) as visit:
        page = visit.page
        await visit.open("#ada/@app")
        await visit.write("all blocks")
        await expect(page.get_by_role("button", name="Risky")).to_be_visible()
        assert await page.evaluate(SMALL, TARGET_PX) == []
        await page.get_by_role("button", name="Back to the messages").click()
        assert await page.evaluate(SMALL, TARGET_PX) == []
        await page.get_by_role("button", name="Back to the channels").click()
        assert await page.evaluate(SMALL, TARGET_PX) == []


async def test_a_stream_grows_while_the_status_line_says_what_goes_on(visit: Visit) -> None:
    page = visit.page
    await visit.open("#ada/@app")
    await visit.write("please help me")
    await expect(page.locator("#thread-log")).to_contain_text("Did that help?")
    channel, thread = "D000000ADA", page.url.rpartition("/")[2]
    client = AsyncWebClient(token="xoxb-playground", base_url=visit.playground.api_url)
    await client.assistant_threads_setStatus(
        channel_id=channel, thread_ts=thread, status="is reading the handbook…"
    )
    await expect(page.locator("#thread-status")).to_contain_text("Pilot is reading the handbook…")
    stream = await client.chat_startStream(channel=channel, thread_ts=thread, markdown_text="I **looked**")
    growing = page.locator("#thread-log article.streaming")
    await expect(growing).to_contain_text("I looked")
    await client.chat_appendStream(channel=channel, ts=stream["ts"], markdown_text=" and _found_ it")
    await expect(growing).to_contain_text("I looked and found it")
    await client.chat_stopStream(channel=channel, ts=stream["ts"])
    await expect(growing).to_have_count(0)
    await expect(page.locator("#thread-log article").last).to_contain_text("I looked and found it")
