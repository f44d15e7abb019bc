"""Every control of Block Kit on the page tells the app what was chosen."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import ClientSession
from playwright.async_api import Browser, Page, Request, expect

from tests.playground.page.visits import Visit, visiting

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

Json = dict[str, Any]
Use = Callable[[Page], Awaitable[object]]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shown(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Visit]:
    """A visit with every control in a thread."""
    async with visiting(browser, tmp_path_factory.mktemp("shown")) as visit:
        await visit.open("#ada/@app")
        await visit.write("all blocks")
        await expect(visit.page.get_by_role("button", name="Risky")).to_be_visible()
        yield visit


async def _menu(page: Page) -> None:
    await page.get_by_role("button", name="More actions").click()
    await page.get_by_role("menuitem", name="Print").click()


CONTROLS: dict[str, tuple[Use, str, Any]] = {
    "button": (lambda page: page.get_by_role("button", name="Plain").click(), "value", "v"),
    "select": (
        lambda page: page.get_by_label("Pick one").select_option("Phone"),
        "selected_option",
        {"text": {"type": "plain_text", "text": "Phone"}, "value": "phone"},
    ),
    "person": (
        lambda page: page.get_by_label("Pick a person").select_option("Ben Iyer"),
        "selected_user",
        "U000000BEN",
    ),
    "date": (lambda page: page.locator("input[type=date]").fill("2030-01-31"), "selected_date", "2030-01-31"),
    "overflow": (
        _menu,
        "selected_option",
        {"text": {"type": "plain_text", "text": "Print"}, "value": "print"},
    ),
    "feedback": (lambda page: page.get_by_role("button", name="Bad").click(), "value", "bad"),
    "checkboxes": (
        lambda page: page.get_by_label("Okta").check(),
        "selected_options",
        [{"text": {"type": "plain_text", "text": "Okta"}, "value": "okta"}],
    ),
}


@pytest.mark.parametrize(("use", "name", "value"), CONTROLS.values(), ids=CONTROLS)
async def test_a_used_control_reaches_the_app(shown: Visit, use: Use, name: str, value: Any) -> None:
    async with shown.page.expect_response("**/try/api/clicks"):
        await use(shown.page)
    assert (await _last_action(shown))[name] == value


async def _last_action(visit: Visit) -> Json:
    async with (
        ClientSession() as session,
        session.get(f"{visit.playground.url}/try/api/journal") as answer,
    ):
        rows = (await answer.json())["rows"]
    actions: list[Json] = [
        action
        for row in rows
        if row["what"] == "delivery"
        for action in row["data"].get("payload", {}).get("actions", [])
    ]
    return actions[-1]


def _values(request: Request) -> Json:
    values: Json = (request.post_data_json or {})["values"]
    return values


async def test_a_select_whose_options_the_app_looks_up(visit: Visit) -> None:
    page = visit.page
    await visit.open("#ada/@app")
    await visit.write("/ticket")
    await page.get_by_label("Subject").fill("With an article")
    await page.get_by_label("Article").fill("vpn")
    await page.get_by_role("option", name="Article vpn 2").click()
    await expect(page.locator(".external .chip")).to_have_text("Article vpn 2")
    async with page.expect_request("**/try/api/submissions") as sent:
        await page.get_by_role("button", name="Create").click()
    assert _values(await sent.value)["article"] == "vpn2"
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_several_tags_are_chosen_in_a_folded_list(visit: Visit) -> None:
    page = visit.page
    await visit.open("#ada/@app")
    await visit.write("/ticket")
    await page.get_by_label("Subject").fill("With tags")
    await page.locator(".multi summary").click()
    await page.locator(".multi").get_by_label("Laptop").check()
    await page.locator(".multi").get_by_label("Okta").check()
    async with page.expect_request("**/try/api/submissions") as sent:
        await page.get_by_role("button", name="Create").click()
    assert _values(await sent.value)["tags"] == ["laptop", "okta"]


async def test_enter_takes_the_first_suggestion_rather_than_sending_the_form(visit: Visit) -> None:
    page = visit.page
    await visit.open("#ada/@app")
    await visit.write("/ticket")
    await page.get_by_label("Article").fill("vpn")
    await expect(page.get_by_role("option", name="Article vpn 1")).to_be_visible()
    await page.keyboard.press("Enter")
    await expect(page.locator(".external .chip")).to_have_text("Article vpn 1")
    await expect(page.get_by_role("dialog", name="New ticket")).to_be_visible()
