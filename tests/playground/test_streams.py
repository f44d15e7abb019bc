"""Streams, agent sessions, status and prompts."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession
from slack_sdk.errors import SlackApiError
from slack_sdk.models.messages.chunk import MarkdownTextChunk, TaskUpdateChunk
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground.server import Config, Running, start
from tests.playground.driver import Person, RawSocket, web_client

DM = "D000000ADA"
METADATA = {"event_type": "sample", "event_payload": {"id": "1"}}
BUTTON = {"type": "button", "action_id": "ok", "text": {"type": "plain_text", "text": "OK"}}


@pytest.fixture
async def brief(session: ClientSession) -> AsyncIterator[Running]:
    """A playground whose streams run out at once."""
    running = await start(Config(port=0, stream_seconds=-1))
    yield running
    await running.stop()


async def test_a_stream_grows_and_stops(slack: AsyncWebClient, ada: Person) -> None:
    root = await ada.says("why?")
    stream = await slack.chat_stream(channel=DM, thread_ts=root, buffer_size=1)
    await stream.append(markdown_text="**Because")
    growing = (await ada.sees())[-1]
    assert growing["streaming"]
    assert growing["blocks"][0] == {"type": "markdown", "text": "**Because", "block_id": "stream"}
    blocks = [{"type": "actions", "elements": [BUTTON]}]
    answer = await stream.stop(markdown_text="** of it.", blocks=blocks, metadata=METADATA)
    done = (await ada.sees())[-1]
    assert answer["message"]["text"] == done["text"] == "**Because** of it."
    assert done["metadata"] == METADATA
    assert [block["type"] for block in done["blocks"]] == ["markdown", "actions"]
    assert "streaming" not in done


async def test_tasks_are_updated_in_place(slack: AsyncWebClient, ada: Person) -> None:
    root = await ada.says("go")
    stream = await slack.chat_stream(channel=DM, thread_ts=root)
    await stream.append(chunks=[TaskUpdateChunk(id="1", title="Look", status="in_progress")])
    await stream.append(chunks=[TaskUpdateChunk(id="1", title="Look", status="complete", output="Found.")])
    await stream.stop(chunks=[MarkdownTextChunk(text="Done.")])
    card, text = (await ada.sees())[-1]["blocks"]
    assert (card["type"], card["status"]) == ("task_card", "complete")
    assert text["text"] == "Done."


async def test_a_stopped_stream_takes_no_more(slack: AsyncWebClient, ada: Person) -> None:
    root = await ada.says("go")
    started = await slack.chat_startStream(channel=DM, thread_ts=root, markdown_text="x")
    await slack.chat_stopStream(channel=DM, ts=started["ts"])
    with pytest.raises(SlackApiError, match="message_not_in_streaming_state"):
        await slack.chat_appendStream(channel=DM, ts=started["ts"], markdown_text="y")


async def test_an_old_stream_is_over_and_can_be_updated(brief: Running, session: ClientSession) -> None:
    slack, ada = web_client(brief), Person(session, brief, "ada")
    root = await ada.says("go")
    started = await slack.chat_startStream(channel=DM, thread_ts=root, markdown_text="x")
    with pytest.raises(SlackApiError, match="message_not_in_streaming_state"):
        await slack.chat_appendStream(channel=DM, ts=started["ts"], markdown_text="y")
    await slack.chat_update(channel=DM, ts=started["ts"], text="whole")
    assert (await ada.sees())[-1]["text"] == "whole"


async def test_a_channel_stream_names_its_reader(slack: AsyncWebClient, ada: Person) -> None:
    root = await ada.says("go", "general")
    with pytest.raises(SlackApiError, match="missing_recipient_team_id"):
        await slack.chat_startStream(channel="C0GENERAL", thread_ts=root)


async def test_the_stop_button_ends_streams_and_tells_the_app(
    slack: AsyncWebClient, ada: Person, playground: Running, session: ClientSession
) -> None:
    root = await ada.says("go")
    started = await slack.chat_startStream(channel=DM, thread_ts=root, markdown_text="x")
    async with RawSocket(session, playground) as app:
        await ada.does("stops", channel="@app", thread_ts=root)
        stopped = (await app.take("agent_session_stopped"))["event"]
    assert stopped["streaming_message_ts"] == [started["ts"]]


async def test_a_reply_takes_the_status_away(slack: AsyncWebClient, ada: Person) -> None:
    root = await ada.says("go")
    await slack.assistant_threads_setStatus(channel_id=DM, thread_ts=root, status="is looking…")
    shown = (await ada.looks("state"))["status"]
    assert shown[f"{DM}:{root}"]["status"] == "is looking…"
    await slack.chat_postMessage(channel=DM, thread_ts=root, text="found")
    assert (await ada.looks("state"))["status"] == {}


async def test_sessions_and_prompts_are_shown(slack: AsyncWebClient, ada: Person) -> None:
    root = await ada.says("go")
    answer = await slack.agents_sessions_setStatus(
        channel_id=DM, thread_ts=root, status="processing", title="Laptop"
    )
    assert answer["agent_status"] == "processing"
    prompts = [{"title": "Reset", "message": "I forgot my password"}]
    await slack.assistant_threads_setSuggestedPrompts(channel_id=DM, prompts=prompts, title="Try")
    state = await ada.looks("state")
    assert state["sessions"][f"{DM}:{root}"]["title"] == "Laptop"
    assert state["prompts"][DM]["prompts"] == prompts
    with pytest.raises(SlackApiError, match="invalid_arguments"):
        await slack.agents_sessions_setStatus(channel_id=DM, thread_ts=root, status="asleep")
