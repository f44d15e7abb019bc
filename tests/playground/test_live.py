"""The page's side: the first picture, the live feed, and the doors that stay shut."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest
from aiohttp import ClientResponse, ClientSession
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground.live import KEPT
from bot.playground.server import Running
from tests.playground.driver import Json, Person


class Feed:
    """A live feed that is being read."""

    def __init__(self, response: ClientResponse) -> None:
        self._response = response
        self.last = ""

    async def next(self, *kinds: str) -> Json:
        """The next piece of news, of these kinds where given."""
        while True:
            line = (await asyncio.wait_for(self._response.content.readline(), 5)).decode().strip()
            if line.startswith("id: "):
                self.last = line.removeprefix("id: ")
            elif line.startswith("data: "):
                news: Json = json.loads(line.removeprefix("data: "))
                if not kinds or news["what"] in kinds:
                    return news


@asynccontextmanager
async def feed(
    session: ClientSession, playground: Running, user: str, after: str = ""
) -> AsyncIterator[Feed]:
    """A person's live feed."""
    headers = {"Last-Event-ID": after} if after else {}
    async with session.get(f"{playground.url}/try/api/live?user={user}", headers=headers) as response:
        assert response.content_type == "text/event-stream"
        await response.content.readline()
        yield Feed(response)


async def test_a_message_is_seen_by_those_who_are_there(
    playground: Running, session: ClientSession, person: Callable[[str], Person]
) -> None:
    async with feed(session, playground, "sam") as sam, feed(session, playground, "ada") as ada:
        await person("sara").says("only us", "it-support")
        ts = await person("sara").says("everybody", "general")
        assert (await sam.next("message"))["message"]["text"] == "only us"
        assert (await ada.next("message"))["message"]["ts"] == ts


async def test_a_reply_brings_the_root_up_to_date(
    playground: Running, session: ClientSession, ada: Person, slack: AsyncWebClient
) -> None:
    root = await ada.says("root")
    async with feed(session, playground, "ada") as live:
        await slack.chat_postMessage(channel="D000000ADA", text="reply", thread_ts=root)
        assert (await live.next("message"))["message"]["text"] == "reply"
        assert (await live.next("edit"))["message"]["reply_count"] == 1
        assert (await live.next("unread"))["unread"] == 1


async def test_a_feed_goes_on_where_it_was_left(
    playground: Running, session: ClientSession, ada: Person
) -> None:
    async with feed(session, playground, "ada") as live:
        await ada.says("one")
        assert (await live.next("message"))["message"]["text"] == "one"
    await ada.says("two")
    async with feed(session, playground, "ada", live.last) as again:
        assert (await again.next("message"))["message"]["text"] == "two"


async def test_who_missed_too_much_is_told_to_reload(
    playground: Running, session: ClientSession, ada: Person
) -> None:
    ts = await ada.says("look")
    for number in range(KEPT // 2 + 1):
        await ada.does("typing", channel="@app", thread_ts=ts)
        playground.space.agent.set_status("D000000ADA", ts, f"step {number}", [])
    async with feed(session, playground, "ada", "1") as live:
        assert (await live.next())["what"] == "reload"


async def test_who_comes_from_an_earlier_playground_is_told_to_reload(
    playground: Running, session: ClientSession
) -> None:
    async with feed(session, playground, "ada", "999") as live:
        assert (await live.next())["what"] == "reload"


@pytest.mark.parametrize(
    "kind", ["ephemeral", "edit", "deletion", "reaction", "status", "prompts", "session", "home"]
)
async def test_every_kind_of_news_arrives(
    playground: Running, session: ClientSession, ada: Person, slack: AsyncWebClient, kind: str
) -> None:
    dm = "D000000ADA"
    root = await ada.says("look")
    own = await slack.chat_postMessage(channel=dm, text="x")
    home = {"type": "home", "blocks": [{"type": "divider"}]}
    deeds = {
        "ephemeral": lambda: slack.chat_postEphemeral(channel=dm, user="U000000ADA", text="psst"),
        "edit": lambda: slack.chat_update(channel=dm, ts=own["ts"], text="y"),
        "deletion": lambda: slack.chat_delete(channel=dm, ts=own["ts"]),
        "reaction": lambda: slack.reactions_add(channel=dm, timestamp=root, name="eyes"),
        "status": lambda: slack.assistant_threads_setStatus(channel_id=dm, thread_ts=root, status="reads"),
        "prompts": lambda: slack.assistant_threads_setSuggestedPrompts(
            channel_id=dm, prompts=[{"title": "a", "message": "b"}]
        ),
        "session": lambda: slack.agents_sessions_setStatus(channel_id=dm, thread_ts=root, status="active"),
        "home": lambda: slack.views_publish(user_id="U000000ADA", view=home),
    }
    async with feed(session, playground, "ada") as live, feed(session, playground, "ben") as other:
        await deeds[kind]()
        assert (await live.next())["what"] == kind
        await ada.does("typing", channel="general")
        assert (await other.next())["what"] == "typing"


async def test_comings_and_goings_are_news_to_members_only(
    playground: Running, session: ClientSession, person: Callable[[str], Person]
) -> None:
    async with feed(session, playground, "sam") as sam, feed(session, playground, "ada") as ada:
        await person("fay").does("members", channel="it-support")
        await person("ben").says("between us", "@hana")
        await person("ben").says("everybody", "general")
        assert "U000000FAY" in (await sam.next())["channel"]["members"]
        assert (await ada.next())["what"] == "message"


async def test_the_first_picture_is_whole(ada: Person, slack: AsyncWebClient) -> None:
    await slack.chat_postMessage(channel="D000000ADA", text="hello")
    state = await ada.looks("state")
    dm = next(channel for channel in state["channels"] if channel.get("is_app_dm"))
    assert (dm["kind"], dm["unread"], dm["mentions"]) == ("im", 1, 1)
    assert state["me"]["name"] == "ada"
    assert state["app"]["bot_id"] == "B000000APP"
    assert {"title", "tour", "commands", "home", "prompts", "status", "views", "sessions"} <= state.keys()


@pytest.mark.parametrize("header", [{"Host": "evil.example"}, {"Origin": "https://evil.example"}])
async def test_other_sites_are_refused(playground: Running, session: ClientSession, header: Json) -> None:
    async with session.get(f"{playground.url}/try/api/journal", headers=header) as response:
        assert response.status == 403


async def test_the_page_may_run_no_foreign_script(playground: Running, session: ClientSession) -> None:
    async with session.get(f"{playground.url}/avatar/ada.svg") as response:
        assert "default-src 'self'" in response.headers["Content-Security-Policy"]
        assert ">AO<" in await response.text()


async def test_the_journal_can_be_waited_for(
    playground: Running, session: ClientSession, ada: Person
) -> None:
    async def read(query: str) -> Json:
        async with session.get(f"{playground.url}/try/api/journal?{query}") as response:
            answer: Json = await response.json()
            return answer

    last = (await read("after=0"))["last"]
    waiting = asyncio.create_task(read(f"after={last}&wait=5"))
    await ada.says("hello")
    row = (await waiting)["rows"][0]
    assert (row["n"], row["what"], row["by"]) == (last + 1, "message", "ada")
