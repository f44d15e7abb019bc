"""The human side: what people may do, and the sentences for what they may not."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from aiohttp import ClientSession
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground.server import Config, Running, start
from tests.playground.driver import Json, Person, RawSocket


@pytest.mark.parametrize(
    ("deed", "body", "status", "word"),
    [
        ("messages", {"channel": "nowhere", "text": "x"}, 404, "nowhere"),
        ("messages", {"channel": "it-support", "text": "x"}, 403, "not in #it-support"),
        ("messages", {"channel": "general"}, 400, "'text'"),
        ("messages", {"user": "zoe", "channel": "general", "text": "x"}, 404, "zoe"),
        ("messages", {"channel": "general", "text": "x", "thread_ts": "1.000001"}, 404, "reply"),
        ("edits", {"channel": "general", "ts": "1.000001", "text": "x"}, 404, "1.000001"),
        ("clicks", {"view_id": "V1", "action_id": "x"}, 404, "not open"),
        ("faults", {"kind": "fire"}, 400, "ratelimited"),
        ("files", {"channel": "@app", "name": "a", "content": "?", "encoding": "base64"}, 400, "base64"),
        ("profiles", {"shoe_size": 44}, 400, "real_name"),
        ("dances", {}, 404, "docs/playground.md"),
    ],
)
async def test_what_cannot_be_done_is_said_in_a_sentence(
    ada: Person, deed: str, body: Json, status: int, word: str
) -> None:
    answer = await ada.does(deed, **body)
    assert (answer["status"], answer["ok"]) == (status, False)
    assert word in answer["error"]


async def test_only_the_author_edits(ada: Person, person: Callable[[str], Person]) -> None:
    ts = await ada.says("mine", "general")
    ben, root = person("ben"), person("root")
    assert (await ben.does("edits", channel="general", ts=ts, text="x"))["status"] == 403
    assert (await ben.does("deletions", channel="general", ts=ts))["status"] == 403
    assert (await root.does("deletions", channel="general", ts=ts))["ok"]


async def test_an_app_that_does_not_answer_is_named(ada: Person, slack: AsyncWebClient) -> None:
    button = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}
    blocks = [{"type": "actions", "elements": [button]}]
    posted = await slack.chat_postMessage(channel="U000000ADA", text="x", blocks=blocks)
    answer = await ada.does("clicks", channel="@app", ts=posted["ts"], action_id="go")
    assert answer["error"] == "App did not answer in time."


def _option(name: str) -> Json:
    return {"text": {"type": "plain_text", "text": name.title()}, "value": name}


def _words(name: str) -> Json:
    return {"type": "plain_text", "text": name}


ELEMENTS: list[Json] = [
    {"type": "button", "action_id": "choose:1", "value": "mfa", "text": _words("MFA")},
    {"type": "button", "action_id": "choose:2", "value": "vpn", "text": _words("VPN")},
    {"type": "static_select", "action_id": "size", "options": [_option("small"), _option("large")]},
    {"type": "users_select", "action_id": "who"},
    {"type": "datepicker", "action_id": "when"},
    {"type": "overflow", "action_id": "more", "options": [_option("one"), _option("two")]},
    {"type": "checkboxes", "action_id": "some", "options": [_option("a"), _option("b")]},
    {"type": "channels_select", "action_id": "where"},
]
FEEDBACK: Json = {
    "type": "feedback_buttons",
    "action_id": "feedback",
    "positive_button": {"text": _words("Good"), "value": "up"},
    "negative_button": {"text": _words("Bad"), "value": "down"},
}


@pytest.mark.parametrize(
    ("action_id", "value", "expected"),
    [
        ("choose:2", None, {"action_id": "choose:2", "value": "vpn"}),
        ("choose", None, {"action_id": "choose:1"}),
        ("choose", "VPN", {"action_id": "choose:2"}),
        ("choose:9", "vpn", {"action_id": "choose:2"}),
        ("size", "Large", {"selected_option": _option("large")}),
        ("who", "ben", {"selected_user": "U000000BEN"}),
        ("when", "2030-01-31", {"selected_date": "2030-01-31"}),
        ("more", "two", {"selected_option": _option("two")}),
        ("some", ["a", "b"], {"selected_options": [_option("a"), _option("b")]}),
        ("where", "general", {"selected_channel": "C0GENERAL"}),
        ("feedback", "negative", {"value": "down", "type": "feedback_buttons"}),
        ("feedback", "up", {"value": "up"}),
    ],
)
async def test_a_click_finds_its_element(
    ada: Person,
    slack: AsyncWebClient,
    playground: Running,
    session: ClientSession,
    action_id: str,
    value: Any,
    expected: Json,
) -> None:
    blocks = [
        {"type": "actions", "elements": ELEMENTS},
        {"type": "context_actions", "elements": [FEEDBACK]},
    ]
    posted = await slack.chat_postMessage(channel="U000000ADA", text="x", blocks=blocks)
    async with RawSocket(session, playground) as app:
        deed = ada.does("clicks", channel="@app", ts=posted["ts"], action_id=action_id, value=value)
        answer, payload = await _both(deed, app)
    clicked = payload["actions"][0]
    assert clicked | expected == clicked
    assert answer["action_id"] == clicked["action_id"]
    assert payload["container"]["message_ts"] == posted["ts"]


async def _both(deed: Any, app: RawSocket) -> tuple[Json, Json]:
    doing = asyncio.ensure_future(deed)
    payload = await app.take("block_actions")
    return await doing, payload


async def test_a_wrong_choice_is_answered_with_the_right_ones(ada: Person, slack: AsyncWebClient) -> None:
    blocks = [{"type": "actions", "elements": ELEMENTS}]
    posted = await slack.chat_postMessage(channel="U000000ADA", text="x", blocks=blocks)
    place = {"channel": "@app", "ts": posted["ts"]}
    option = await ada.does("clicks", **place, action_id="size", value="huge")
    element = await ada.does("clicks", **place, action_id="nothing")
    date = await ada.does("clicks", **place, action_id="when", value="tomorrow")
    assert "'small', 'large'" in option["error"]
    assert "choose:1" in element["error"]
    assert "2030-01-31" in date["error"]


async def test_a_response_url_works_five_times(
    ada: Person, slack: AsyncWebClient, playground: Running, session: ClientSession
) -> None:
    blocks = [{"type": "actions", "elements": ELEMENTS[:1]}]
    posted = await slack.chat_postMessage(channel="U000000ADA", text="x", blocks=blocks)
    async with RawSocket(session, playground) as app:
        deed = ada.does("clicks", channel="@app", ts=posted["ts"], action_id="choose")
        _, payload = await _both(deed, app)
    answers: list[tuple[int, str]] = []
    for number in range(6):
        body = {"text": f"take {number}", "replace_original": True}
        async with session.post(payload["response_url"], json=body) as response:
            answers.append((response.status, await response.text()))
    assert answers[4] == (200, "ok")
    assert answers[5][0] == 404
    assert "used_url" in answers[5][1]
    message = (await ada.sees())[-1]
    assert message["text"] == "take 4"
    assert "blocks" not in message


async def test_unread_and_mentions_are_counted(ada: Person, person: Callable[[str], Person]) -> None:
    ben = person("ben")
    await ben.says("hello all", "general")
    ts = await ben.says("@ada look", "general")
    general = next(one for one in (await ada.looks("state"))["channels"] if one["name"] == "general")
    assert (general["unread"], general["mentions"]) == (2, 1)
    await ada.does("read", channel="general", ts=ts)
    general = next(one for one in (await ada.looks("state"))["channels"] if one["name"] == "general")
    assert (general["unread"], general["mentions"]) == (0, 0)


async def test_private_channels_are_seen_by_their_members(person: Callable[[str], Person]) -> None:
    names = {
        name: {one["name"] for one in (await person(name).looks("state"))["channels"]}
        for name in ("ada", "sam")
    }
    assert "it-support" in names["sam"]
    assert "it-support" not in names["ada"]


async def test_a_company_can_be_as_large_as_one_likes(session: ClientSession) -> None:
    playground = await start(Config(port=0, people=300))
    try:
        last = Person(session, playground, "colleague300")
        await last.says("hello")
        assert [message["text"] for message in await last.sees()] == ["hello"]
        assert "ada" in {account.name for account in playground.space.people.everybody()}
    finally:
        await playground.stop()
