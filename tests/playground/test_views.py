"""Modals and home tabs: triggers, stacks, hashes, and what a submission's ack does."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import ClientSession
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground.server import Config, Running, start
from tests.playground.driver import Json, Person, RawSocket, web_client

ADA = "U000000ADA"


def plain(text: str) -> Json:
    """A plain text object."""
    return {"type": "plain_text", "text": text}


def modal(title: str = "One", **more: Any) -> Json:
    """A modal with one optional input."""
    element = {"type": "plain_text_input", "action_id": "a", "initial_value": "as before"}
    block = {"type": "input", "block_id": "b", "optional": True, "label": plain("Text"), "element": element}
    return {"type": "modal", "title": plain(title), "submit": plain("Send"), "blocks": [block], **more}


def trigger(playground: Running) -> str:
    """A fresh trigger of Ada's."""
    return playground.space.triggers.issue(ADA)


async def opened(slack: AsyncWebClient, playground: Running, **more: Any) -> Json:
    """A modal opened for Ada."""
    answer = await slack.views_open(trigger_id=trigger(playground), view=modal(**more))
    view: Json = answer["view"]
    return view


async def titles(ada: Person) -> list[str]:
    """The open modals, the topmost last."""
    return [view["title"]["text"] for view in (await ada.looks("views"))["views"]]


@pytest.fixture
async def late(session: ClientSession) -> AsyncIterator[Running]:
    """A playground whose triggers are expired at once."""
    running = await start(Config(port=0, trigger_seconds=-1))
    yield running
    await running.stop()


async def test_a_trigger_is_good_once(slack: AsyncWebClient, playground: Running) -> None:
    once = trigger(playground)
    await slack.views_open(trigger_id=once, view=modal())
    with pytest.raises(SlackApiError, match="exchanged_trigger_id"):
        await slack.views_open(trigger_id=once, view=modal())
    with pytest.raises(SlackApiError, match="invalid_trigger_id"):
        await slack.views_open(trigger_id="1.2.3", view=modal())


async def test_a_trigger_expires(late: Running) -> None:
    with pytest.raises(SlackApiError, match="expired_trigger_id"):
        await web_client(late).views_open(trigger_id=trigger(late), view=modal())


async def test_three_modals_stack_and_no_more(
    slack: AsyncWebClient, playground: Running, ada: Person
) -> None:
    await opened(slack, playground)
    for title in ("Two", "Three"):
        await slack.views_push(trigger_id=trigger(playground), view=modal(title))
    assert await titles(ada) == ["One", "Two", "Three"]
    with pytest.raises(SlackApiError, match="push_limit_reached"):
        await slack.views_push(trigger_id=trigger(playground), view=modal("Four"))


async def test_a_view_is_updated_by_id_and_by_external_id(
    slack: AsyncWebClient, playground: Running, ada: Person
) -> None:
    view = await opened(slack, playground, external_id="mine")
    await slack.views_update(external_id="mine", view=modal("By name", external_id="mine"))
    with pytest.raises(SlackApiError, match="hash_conflict"):
        await slack.views_update(view_id=view["id"], hash=view["hash"], view=modal("Late"))
    await slack.views_update(view_id=view["id"], view=modal("By id"))
    assert await titles(ada) == ["By id"]
    with pytest.raises(SlackApiError, match="not_found"):
        await slack.views_update(view_id="V0NOWHERE", view=modal())


async def test_a_home_keeps_its_id(slack: AsyncWebClient) -> None:
    home = {"type": "home", "blocks": [{"type": "divider"}]}
    first = await slack.views_publish(user_id=ADA, view=home)
    second = await slack.views_publish(user_id=ADA, view=home)
    assert first["view"]["id"] == second["view"]["id"]
    with pytest.raises(SlackApiError, match="hash_conflict"):
        await slack.views_publish(user_id=ADA, view=home, hash=first["view"]["hash"])


@pytest.mark.parametrize(
    ("ack", "left"),
    [
        ({}, ["One"]),
        ({"response_action": "clear"}, []),
        ({"response_action": "update", "view": modal("New")}, ["One", "New"]),
        ({"response_action": "push", "view": modal("Three")}, ["One", "Two", "Three"]),
        ({"response_action": "errors", "errors": {"b": "no"}}, ["One", "Two"]),
    ],
)
async def test_the_ack_of_a_submission_decides_what_stays(
    slack: AsyncWebClient,
    playground: Running,
    session: ClientSession,
    ada: Person,
    ack: Json,
    left: list[str],
) -> None:
    await opened(slack, playground)
    pushed = await slack.views_push(trigger_id=trigger(playground), view=modal("Two"))
    async with RawSocket(session, playground) as app:
        view_id = pushed["view"]["id"]
        submitting = asyncio.create_task(ada.does("submissions", view_id=view_id, values={}))
        envelope = await app.next()
        await app.ack(envelope, ack)
        answer = await submitting
    assert answer["ok"] is ("errors" not in ack)
    assert envelope["payload"]["view"]["state"]["values"]["b"]["a"]["value"] == "as before"
    assert await titles(ada) == left


async def test_a_broken_view_in_the_ack_is_named(
    slack: AsyncWebClient, playground: Running, session: ClientSession, ada: Person
) -> None:
    view = await opened(slack, playground)
    async with RawSocket(session, playground) as app:
        submitting = asyncio.create_task(ada.does("submissions", view_id=view["id"], values={"Text": "x"}))
        await app.ack(await app.next(), {"response_action": "update", "view": {"type": "modal"}})
        answer = await submitting
    assert "missing required field: title" in answer["error"] or "must be an array" in answer["error"]
    assert await titles(ada) == ["One"]


async def test_an_unknown_field_is_answered_with_the_known_ones(
    slack: AsyncWebClient, playground: Running, ada: Person
) -> None:
    view = await opened(slack, playground)
    answer = await ada.does("submissions", view_id=view["id"], values={"Colour": "red"})
    assert "'Text'" in answer["error"]
