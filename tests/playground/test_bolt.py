"""An unchanged Bolt app on the playground, in Socket Mode and over HTTP, through the whole loop."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

import pytest
from aiohttp import ClientSession, web
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground.server import Config, Running, start
from tests.playground.bolt_app import BUTTON, build
from tests.playground.driver import APP_TOKEN, Json, Person, listen, web_client

SECRET = "between us"


async def _in_socket_mode(running: Running) -> Callable[[], Awaitable[None]]:
    client = web_client(running)
    handler = AsyncSocketModeHandler(build(client), APP_TOKEN, web_client=client)
    handler.client.proxy = None
    connect: Callable[[], Awaitable[None]] = handler.connect_async
    close: Callable[[], Awaitable[None]] = handler.close_async
    await connect()
    return close


class Door:
    """The HTTP door of a Bolt app; `app` is set once its client knows where Slack is."""

    def __init__(self) -> None:
        self.client: AsyncWebClient

    async def take(self, request: web.Request) -> web.Response:
        """Hand a request to Bolt."""
        headers: dict[str, str | Sequence[str]] = {name: [value] for name, value in request.headers.items()}
        bolt = AsyncBoltRequest(body=await request.text(), headers=headers)
        answer = await build(self.client, SECRET).async_dispatch(bolt)
        kind = answer.headers.get("content-type", ["text/plain"])[0].partition(";")[0]
        return web.Response(status=answer.status, text=answer.body, content_type=kind)


@pytest.fixture(params=["socket", "http"])
async def workplace(request: pytest.FixtureRequest) -> AsyncIterator[Running]:
    """A playground with the Bolt app connected."""
    if request.param == "socket":
        running = await start(Config(port=0))
        close = await _in_socket_mode(running)
        yield running
        await close()
    else:
        door = Door()
        runner, url = await listen(door.take)
        running = await start(Config(port=0, request_url=url, signing_secret=SECRET))
        door.client = web_client(running)
        yield running
        await runner.cleanup()
    await running.stop()


@pytest.fixture
def ben(session: ClientSession, workplace: Running) -> Person:
    """Somebody who uses the app."""
    return Person(session, workplace, "ben")


async def _open_form(ben: Person) -> tuple[Json, Json]:
    """Say the word and click the button: the app's message and the open form."""
    await ben.says("my laptop is slow")
    message = await ben.reads("message")
    clicked = await ben.does("clicks", channel="@app", ts=message["ts"], action_id="begin")
    assert clicked["ok"]
    opened = await ben.reads("view", where="opened")
    return message, opened["views"][0]


async def test_a_click_opens_a_form_whose_answer_updates_the_message(ben: Person) -> None:
    message, view = await _open_form(ben)
    assert message["blocks"][0]["text"] == BUTTON["text"]
    values = {"Asset number": "LT-7", "colour": "Blue"}
    assert (await ben.does("submissions", view_id=view["id"], values=values))["ok"]
    edited = await ben.reads("edit")
    assert edited["text"] == "LT-7, blue"
    assert (await ben.looks("views"))["views"] == []


async def test_the_app_may_refuse_what_was_typed(ben: Person) -> None:
    _, view = await _open_form(ben)
    answer = await ben.does("submissions", view_id=view["id"], values={"typed": "7"})
    assert answer["errors"] == {"asset": "An asset number starts with LT-."}
    assert len((await ben.looks("views"))["views"]) == 1


async def test_a_required_field_is_asked_for_before_the_app_is(ben: Person) -> None:
    _, view = await _open_form(ben)
    answer = await ben.does("submissions", view_id=view["id"], values={"Colour": "red"})
    assert answer["errors"] == {"asset": "Please complete this required field."}


async def test_closing_a_form_is_told_to_the_app(ben: Person) -> None:
    _, view = await _open_form(ben)
    await ben.does("closings", view_id=view["id"])
    assert (await ben.reads("message", where="Another time"))["text"] == "Another time, then."


async def test_a_command_is_answered_at_once_and_once_more(ben: Person) -> None:
    assert (await ben.does("commands", channel="general", command="/remind", text="tea"))["ok"]
    whisper = await ben.reads("ephemeral")
    said = await ben.reads("message", where="hear from me")
    assert (whisper["text"], whisper["to"]) == ("Noted: tea", "U000000BEN")
    assert said["channel"] == "C0GENERAL"


async def test_the_home_tab_is_published_when_it_is_opened(ben: Person) -> None:
    await ben.does("home")
    home = await ben.reads("home")
    assert home["view"]["blocks"][0]["text"]["text"] == "Welcome"
    assert (await ben.looks("state"))["home"]["id"] == home["view"]["id"]


async def test_an_agent_thinks_aloud_and_streams_its_answer(ben: Person) -> None:
    root = await ben.says("think about it")
    status = await ben.reads("status", where="thinking")
    done = await ben.reads("edit", where="Forty-two.")
    session = await ben.reads("session")
    assert (status["thread_ts"], status["loading_messages"]) == (root, ["Reading…"])
    assert done["thread_ts"] == root
    assert session["status"] == "active"


async def test_prompts_are_offered_when_the_conversation_is_opened(ben: Person) -> None:
    await ben.does("home", tab="messages")
    assert (await ben.reads("prompts"))["prompts"][0]["message"] == "My laptop is slow"


async def test_an_external_select_gets_its_options_from_the_app(ben: Person, workplace: Running) -> None:
    select = {"type": "external_select", "action_id": "people"}
    blocks = [{"type": "actions", "elements": [select]}]
    slack = web_client(workplace)
    posted = await slack.chat_postMessage(channel="U000000BEN", text="who?", blocks=blocks)
    asked = await ben.does("suggestions", channel="@app", ts=posted["ts"], action_id="people", text="sa")
    assert asked["options"][0]["text"]["text"] == "sa!"
