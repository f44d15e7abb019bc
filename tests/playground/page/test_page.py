"""A person talks, clicks, fills in forms and switches between people on the page."""

import re

import pytest
from playwright.async_api import FilePayload, expect

from tests.playground.page.visits import Visit

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


async def test_a_typed_message_to_the_app_opens_its_thread_with_the_answer(visit: Visit) -> None:
    await visit.open("#ada/@app")
    await visit.write("please help me")
    await expect(visit.page.locator("#log article")).to_contain_text(["please help me"])
    await expect(visit.page.locator("#thread-log")).to_contain_text("Did that help?")
    await expect(visit.page.locator("#log .reply-count")).to_have_text("1 reply")
    await visit.shoot("thread")


async def test_a_clicked_button_reaches_the_app_and_its_update_the_page(visit: Visit) -> None:
    await visit.open("#ada/@app")
    await visit.write("please help me")
    await visit.page.get_by_role("button", name="Yes, thanks").click()
    await expect(visit.page.locator("#thread-log")).to_contain_text("@Ada Osei said yes")
    await expect(visit.page.get_by_role("button", name="Yes, thanks")).to_have_count(0)


async def test_a_slash_command_is_completed_and_its_form_refuses_then_accepts(visit: Visit) -> None:
    page = visit.page
    await visit.open("#ada/@app")
    composer = page.locator("#composer textarea")
    await composer.press_sequentially("/ti")
    await expect(page.get_by_role("option")).to_contain_text(["/ticket"])
    await composer.press("Tab")
    await expect(composer).to_have_value("/ticket ")
    await composer.press("Enter")
    await expect(page.get_by_role("dialog", name="New ticket")).to_be_visible()
    await expect(page.get_by_label("Subject")).to_be_focused()
    await page.keyboard.type("abc")
    await page.keyboard.press("Enter")
    await expect(page.get_by_label("Subject")).to_have_accessible_description(
        "A few words Please say a little more."
    )
    await visit.shoot("form")
    await page.get_by_label("Subject").fill("The printer is broken")
    await page.get_by_role("button", name="Create").click()
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await expect(page.locator("#log")).to_contain_text("Ticket: The printer is broken")


async def test_escape_closes_a_form_that_was_stacked_and_keeps_what_was_typed_below(visit: Visit) -> None:
    page = visit.page
    await visit.open("#ada/@app")
    await visit.write("/ticket")
    await page.get_by_label("Subject").fill("half written")
    await page.get_by_role("button", name="More fields").click()
    await expect(page.get_by_role("dialog", name="More")).to_contain_text("Every block")
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog", name="New ticket").get_by_label("Subject")).to_have_value(
        "half written"
    )


async def test_whoever_is_mentioned_finds_it_unread_and_after_reading_does_not(visit: Visit) -> None:
    page = visit.page
    await visit.open("#sam/it-support")
    await page.locator("#composer textarea").press_sequentially("hello @Sar")
    await page.keyboard.press("Enter")
    await page.keyboard.press("Enter")
    await expect(page.locator('.person[data-user="sara"] .count')).to_have_text("1")
    await visit.become("sara")
    desk = page.locator('.entry[data-slug="it-support"]')
    await expect(desk).to_have_attribute("aria-label", "it-support, private, 1 unread")
    await desk.click()
    await expect(page.locator(".new-line")).to_be_visible()
    await expect(page.locator(".mention.me")).to_have_text("@Sara Lindqvist")
    await expect(desk).to_have_attribute("aria-label", "it-support, private")
    await visit.shoot("desk")


async def test_each_person_comes_back_to_their_own_place(visit: Visit) -> None:
    await visit.open("#sam/it-support")
    await visit.become("ada")
    await visit.page.locator('.entry[data-slug="general"]').click()
    await visit.become("sam")
    await expect(visit.page.locator("#pane-head h1")).to_have_text("it-support")
    assert visit.page.url.endswith("#sam/it-support")


async def test_markup_from_people_and_from_the_app_stays_text(visit: Visit) -> None:
    page = visit.page
    await visit.open("#ada/@app")
    await visit.write("raw <img src=x onerror=alert(1)> <b>bold</b>")
    await expect(page.locator("#log article").last).to_contain_text(
        "raw <img src=x onerror=alert(1)> <b>bold</b>"
    )
    answer = page.locator("#thread-log article").last
    await expect(answer).to_contain_text("<img src=x onerror=alert(1)> <javascript:alert(1)|click>")
    assert await page.locator(".prose img, .prose script, .prose b, a[href^=javascript]").count() == 0


async def test_every_kind_of_block_is_drawn(visit: Visit) -> None:
    page = visit.page
    await visit.open("#ada/@app")
    await visit.write("all blocks")
    await expect(page.get_by_role("button", name="Risky")).to_be_visible()
    kinds = {
        re.findall(r"block-([a-z_]+)$", await one.get_attribute("class") or "")[0]
        for one in await page.locator("#thread-log .block").all()
    }
    assert kinds >= {"header", "section", "divider", "context", "image", "rich_text", "table", "markdown"}
    assert kinds >= {"alert", "card", "plan", "context_actions", "actions"}
    await expect(page.locator("#thread-log")).not_to_contain_text("does not draw")
    await visit.shoot("blocks")


async def test_a_dangerous_button_asks_first(visit: Visit) -> None:
    page = visit.page
    await visit.open("#ada/@app")
    await visit.write("all blocks")
    await page.get_by_role("button", name="Risky").click()
    await expect(page.get_by_role("dialog", name="Really?")).to_contain_text("It is final.")
    await page.get_by_role("button", name="Stop").click()
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_an_ephemeral_message_is_marked_and_only_for_its_reader(visit: Visit) -> None:
    await visit.open("#sam/it-support")
    await visit.post("it-support", "Sara has it already.", only_for="sam")
    await expect(visit.page.locator("#log article.ephemeral")).to_contain_text("Only visible to you")
    await visit.become("sara")
    await visit.page.locator('.entry[data-slug="it-support"]').click()
    await expect(visit.page.locator("#log .intro")).to_be_visible()
    await expect(visit.page.locator("#log article")).to_have_count(0)


async def test_the_home_tab_shows_what_the_app_published(visit: Visit) -> None:
    await visit.open("#ada/@app")
    await visit.page.get_by_role("tab", name="Home").click()
    await expect(visit.page.locator("#home")).to_contain_text("Every block")
    await visit.shoot("home")


async def test_the_tour_takes_one_there_and_ticks_off_what_was_done(visit: Visit) -> None:
    page = visit.page
    await visit.open("#ada/@app")
    await page.get_by_role("button", name="step 3, as Sam: Say hello in #it-support").click()
    await expect(page.locator("#composer textarea")).to_have_value("hello all")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("button", name="Done: step 3")).to_be_visible()
    await page.get_by_role("button", name="Hide the guided tour").click()
    await page.get_by_role("button", name="Guided tour, 1 of 4 done").click()
    await expect(page.get_by_role("heading", name="Try this first")).to_be_visible()


async def test_a_picture_and_a_text_file_are_sent_and_shown(visit: Visit) -> None:
    page = visit.page
    await visit.open("#ada/general")
    pixel = bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c02"
        "0000000b4944415478da63fcff1f0003030200efbfa7db0000000049454e44ae426082"
    )
    picture = FilePayload(name="dot.png", mimeType="image/png", buffer=pixel)
    notes = FilePayload(name="notes.txt", mimeType="text/plain", buffer=b"hello")
    await page.locator("#composer input[type=file]").set_input_files([picture, notes])
    await visit.write("two files")
    await expect(page.locator(".picture img")).to_have_js_property("naturalWidth", 1)
    await expect(page.locator(".file-card")).to_contain_text("notes.txt")


async def test_a_permalink_opens_its_thread_and_only_for_those_who_may_see_it(visit: Visit) -> None:
    page = visit.page
    await visit.open("#ada/@app")
    await visit.write("please help me")
    await expect(page.locator("#thread-log")).to_contain_text("Did that help?")
    channel, ts = "D000000ADA", page.url.rpartition("/")[2]
    link = f"{visit.playground.url}/archives/{channel}/p{ts.replace('.', '')}"
    await visit.become("sam")
    await visit.page.locator('.entry[data-slug="it-support"]').click()
    await visit.write(f"see {link}")
    await page.locator("#log a").click()
    await expect(page.locator("#toasts")).to_contain_text("Sam Whitfield is not in that conversation.")
    await visit.become("ada")
    await page.goto(link)
    await expect(page.locator("#thread-log")).to_contain_text("Did that help?")
