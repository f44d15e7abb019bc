"""Delivery: sockets, acks, retries, signed HTTP, faults."""

import asyncio
import hashlib
import hmac
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from aiohttp import ClientError, ClientSession, web
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground.delivery import Patience
from bot.playground.server import Config, Running, start
from tests.playground.driver import Json, Person, RawSocket, listen


async def test_a_socket_says_hello_and_takes_envelopes(
    playground: Running, session: ClientSession, ada: Person
) -> None:
    async with RawSocket(session, playground) as app:
        ts = await ada.says("hello")
        envelope = await app.next()
        assert app.hello["num_connections"] == 1
        assert (envelope["type"], envelope["retry_attempt"]) == ("events_api", 0)
        event = envelope["payload"]["event"]
        assert (event["type"], event["channel_type"], event["ts"]) == ("message", "im", ts)
        assert envelope["payload"]["authorizations"][0]["is_bot"]
        await app.ack(envelope)
        assert (await ada.reads("ack", where="message"))["ok"]


async def test_a_ticket_opens_one_socket(playground: Running, session: ClientSession) -> None:
    async with RawSocket(session, playground) as app, session.get(app.socket._response.url) as again:
        assert again.status == 403


async def test_what_is_not_acked_comes_three_times_more(hasty: Running, session: ClientSession) -> None:
    ada = Person(session, hasty, "ada")
    async with RawSocket(session, hasty) as app:
        await ada.says("hello")
        seen = [await app.next() for _ in range(4)]
    assert [one["retry_attempt"] for one in seen] == [0, 1, 2, 3]
    assert [one["retry_reason"] for one in seen] == ["", "timeout", "timeout", "timeout"]
    assert len({one["payload"]["event_id"] for one in seen}) == 1
    assert len({one["envelope_id"] for one in seen}) == 4


async def test_envelopes_go_round_the_open_sockets(
    playground: Running, session: ClientSession, ada: Person
) -> None:
    async with RawSocket(session, playground) as one, RawSocket(session, playground) as two:
        await ada.says("first")
        await ada.says("second")
        texts = {(await app.take())["event"]["text"] for app in (one, two)}
    assert texts == {"first", "second"}


async def test_the_eleventh_socket_is_turned_away(playground: Running, session: ClientSession) -> None:
    apps = [RawSocket(session, playground) for _ in range(11)]
    for app in apps:
        await app.__aenter__()
    assert apps[10].hello["reason"] == "too_many_websockets"
    for app in apps:
        await app.__aexit__()


async def test_a_cut_socket_has_its_envelope_sent_to_the_next(
    playground: Running, session: ClientSession, ada: Person
) -> None:
    async with RawSocket(session, playground) as one, RawSocket(session, playground) as two:
        await ada.says("hello")
        first, second = asyncio.create_task(one.next()), asyncio.create_task(two.next())
        done, _ = await asyncio.wait({first, second}, return_when=asyncio.FIRST_COMPLETED)
        holder, other = (one, second) if first in done else (two, first)
        await holder.socket.close()
        assert (await other)["retry_attempt"] == 1


async def test_an_event_is_redelivered_on_request(
    playground: Running, session: ClientSession, ada: Person
) -> None:
    async with RawSocket(session, playground) as app:
        await ada.says("hello")
        first = await app.take()
        rows = playground.space.journal.rows()
        number = next(row["n"] for row in rows if row["what"] == "delivery")
        await ada.does("redeliver", n=number)
        assert await app.take() == first


async def test_the_app_sees_a_mention_twice_and_its_own_messages_once(
    playground: Running, session: ClientSession, ada: Person, slack: AsyncWebClient
) -> None:
    async with RawSocket(session, playground) as app:
        await ada.says("@app help", "general")
        events = [(await app.take())["event"] for _ in range(2)]
        assert [event["type"] for event in events] == ["message", "app_mention"]
        assert events[1]["text"] == "<@U000000APP> help"
        await slack.chat_postMessage(channel="general", text="hi")
        own = (await app.take())["event"]
        assert (own["bot_id"], own["user"]) == ("B000000APP", "U000000APP")


async def test_outsiders_and_other_bots_are_told_apart(
    playground: Running, session: ClientSession, person: Callable[[str], Person]
) -> None:
    async with RawSocket(session, playground) as app:
        await person("ext").says("hello", "general")
        payload = await app.take()
        assert payload["is_ext_shared_channel"]
        assert payload["event"]["user_team"] == "T0ELSEWHERE"
        await person("otherbot").says("beep", "general")
        assert (await app.take())["event"]["bot_id"] == "B00OTHERBOT"


async def test_the_app_hears_nothing_of_other_peoples_talk(
    playground: Running, session: ClientSession, ada: Person
) -> None:
    async with RawSocket(session, playground) as app:
        await ada.says("between us", "@ben")
        await ada.says("to the app")
        assert (await app.take())["event"]["text"] == "to the app"


async def test_edits_deletions_reactions_files_and_homes_are_events(
    playground: Running, session: ClientSession, ada: Person
) -> None:
    async with RawSocket(session, playground) as app:
        ts = await ada.says("one")
        await ada.does("edits", channel="@app", ts=ts, text="two")
        await ada.does("reactions", channel="@app", ts=ts, name="eyes")
        await ada.does("deletions", channel="@app", ts=ts)
        await ada.does("files", channel="@app", name="a.txt", content="x")
        await ada.does("home", tab="messages")
        await ada.does("contexts", channel="general")
        await ada.does("profiles", title="Lead")
        await ada.does("members", channel="it-support")
        events = [(await app.take())["event"] for _ in range(10)]
    kinds = [event.get("subtype") or event["type"] for event in events]
    assert kinds == [
        "message",
        "message_changed",
        "reaction_added",
        "message_deleted",
        "file_share",
        "file_shared",
        "app_home_opened",
        "app_context_changed",
        "user_change",
        "member_joined_channel",
    ]
    assert events[1]["previous_message"]["text"] == "one"
    assert events[6]["tab"] == "messages"


async def test_only_subscribed_events_come(session: ClientSession, tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.yml"
    manifest.write_text(
        "display_information: {name: Helper}\n"
        "features: {slash_commands: [{command: /help-me, description: Help}]}\n"
        "oauth_config: {scopes: {bot: [im:history]}}\n"
        "settings: {event_subscriptions: {bot_events: [message.im]}}\n"
    )
    running = await start(Config(port=0, manifest=manifest))
    ada = Person(session, running, "ada")
    async with RawSocket(session, running) as app:
        await ada.says("@app hello", "general")
        await ada.says("hello")
        assert (await app.take())["event"]["channel_type"] == "im"
    unknown = await ada.does("commands", channel="general", command="/other")
    assert "/help-me" in unknown["error"]
    assert (await ada.looks("state"))["app"]["name"] == "Helper"
    await running.stop()


class Receiver:
    """An app's request URL that answers with the next status of a list."""

    def __init__(self, *statuses: int) -> None:
        self.statuses = list(statuses)
        self.requests: asyncio.Queue[tuple[dict[str, str], str]] = asyncio.Queue()

    async def take(self, request: web.Request) -> web.Response:
        """Keep a request and answer it."""
        await self.requests.put((dict(request.headers), await request.text()))
        return web.Response(status=self.statuses.pop(0) if self.statuses else 200)


async def _signed(receiver: Receiver, session: ClientSession) -> tuple[Running, web.AppRunner, Person]:
    runner, url = await listen(receiver.take)
    config = Config(port=0, request_url=url, signing_secret="hush", patience=Patience(1.0, (0.0, 0.0, 0.0)))
    running = await start(config)
    return running, runner, Person(session, running, "ada")


async def test_http_events_are_signed(session: ClientSession) -> None:
    receiver = Receiver()
    running, runner, ada = await _signed(receiver, session)
    await ada.says("hello")
    headers, body = await receiver.requests.get()
    base = f"v0:{headers['X-Slack-Request-Timestamp']}:{body}".encode()
    expected = "v0=" + hmac.new(b"hush", base, hashlib.sha256).hexdigest()
    assert headers["X-Slack-Signature"] == expected
    event: Json = json.loads(body)["event"]
    assert event["text"] == "hello"
    await running.stop()
    await runner.cleanup()


async def test_http_events_are_retried_until_taken(session: ClientSession) -> None:
    receiver = Receiver(500, 503, 200)
    running, runner, ada = await _signed(receiver, session)
    await ada.says("hello")
    seen = [(await receiver.requests.get())[0] for _ in range(3)]
    assert [headers.get("X-Slack-Retry-Num") for headers in seen] == [None, "1", "2"]
    assert seen[1]["X-Slack-Retry-Reason"] == "http_error"
    await ada.reads("ack", where='"ok": true')
    await running.stop()
    await runner.cleanup()


async def test_sockets_go_before_http(session: ClientSession) -> None:
    receiver = Receiver()
    running, runner, ada = await _signed(receiver, session)
    async with RawSocket(session, running) as app:
        await ada.says("hello")
        assert (await app.take())["event"]["text"] == "hello"
    assert receiver.requests.empty()
    await running.stop()
    await runner.cleanup()


@pytest.mark.parametrize(
    ("fault", "status", "done"),
    [
        ({"kind": "ratelimited", "retry_after": 7}, 429, False),
        ({"kind": "error_before"}, 500, False),
        ({"kind": "error_after"}, 500, True),
    ],
)
async def test_faults_happen_once(
    ada: Person, slack: AsyncWebClient, fault: Json, status: int, done: bool
) -> None:
    await ada.does("faults", method="chat.postMessage", **fault)
    with pytest.raises(SlackApiError) as caught:
        await slack.chat_postMessage(channel="D000000ADA", text="one")
    assert caught.value.response.status_code == status
    if status == 429:
        assert caught.value.response.headers["Retry-After"] == "7"
    assert bool(await ada.sees()) is done
    await slack.chat_postMessage(channel="D000000ADA", text="two")


async def test_a_dropped_answer_leaves_the_deed_done(
    ada: Person, slack: AsyncWebClient, playground: Running, session: ClientSession
) -> None:
    await ada.does("faults", method="chat.postMessage", kind="drop_after")
    body = {"channel": "D000000ADA", "text": "one"}
    headers = {"Authorization": f"Bearer {slack.token}"}
    with pytest.raises(ClientError):
        await session.post(f"{playground.api_url}chat.postMessage", json=body, headers=headers)
    assert [message["text"] for message in await ada.sees()] == ["one"]


async def test_a_delayed_call_is_answered_later(ada: Person, slack: AsyncWebClient) -> None:
    await ada.does("faults", method="auth.test", kind="delay", seconds=0.2)
    started = asyncio.get_running_loop().time()
    await slack.auth_test()
    assert asyncio.get_running_loop().time() - started >= 0.19
