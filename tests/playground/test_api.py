"""The Web API through the real SDK: shapes, error codes, pages."""

from collections.abc import Callable
from typing import Any

import pytest
from aiohttp import ClientSession
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground.methods import METHODS, SCOPES_OF_METHODS
from bot.playground.server import Config, Running, start
from tests.playground.driver import BOT_TOKEN, Person, web_client

SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "hello"}}
METADATA = {"event_type": "sample", "event_payload": {"id": "1"}}


async def failure(call: Any) -> Any:
    """The answer of a call that is refused."""
    with pytest.raises(SlackApiError) as caught:
        await call
    return caught.value.response


async def test_auth_test_says_who_the_app_is(slack: AsyncWebClient) -> None:
    answer = await slack.auth_test()
    assert (answer["user"], answer["bot_id"]) == ("app", "B000000APP")
    assert "chat:write" in answer.headers["x-oauth-scopes"]


@pytest.mark.parametrize(("token", "code"), [("", "not_authed"), ("xoxb-wrong", "invalid_auth")])
async def test_a_bad_token_is_refused(playground: Running, token: str, code: str) -> None:
    assert (await failure(web_client(playground, token).auth_test()))["error"] == code


async def test_the_bot_token_opens_no_socket(slack: AsyncWebClient) -> None:
    answer = await failure(slack.apps_connections_open(app_token=BOT_TOKEN))
    assert answer["error"] == "not_allowed_token_type"


async def test_an_unknown_method_is_named(slack: AsyncWebClient) -> None:
    assert (await failure(slack.api_call("admin.everything")))["error"] == "unknown_method"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"channel": "C0NOWHERE", "text": "hi"}, "channel_not_found"),
        ({"channel": "general"}, "no_text"),
        ({"channel": "general", "text": "x" * 40_001}, "msg_too_long"),
        ({"channel": "general", "text": "x", "thread_ts": "yesterday"}, "invalid_thread_ts"),
        ({"channel": "general", "text": "x", "metadata": {"event_type": "a"}}, "invalid_metadata_format"),
        ({"channel": "general", "text": "x", "markdown_text": "y"}, "markdown_text_conflict"),
        ({"channel": "general", "text": "x", "blocks": "[{"}, "invalid_blocks_format"),
        ({"channel": "general", "text": "x", "blocks": [{"type": "nothing"}]}, "invalid_blocks"),
        (
            {"channel": "general", "text": "x", "blocks": [{"type": "markdown", "text": "x" * 7000}] * 2},
            "msg_blocks_too_long",
        ),
    ],
)
async def test_a_post_is_refused_with_slacks_code(
    slack: AsyncWebClient, fields: dict[str, Any], code: str
) -> None:
    assert (await failure(slack.api_call("chat.postMessage", json=fields)))["error"] == code


async def test_a_post_is_seen_with_its_metadata(slack: AsyncWebClient, ada: Person) -> None:
    answer = await slack.chat_postMessage(channel="#general", text="hi", blocks=[SECTION], metadata=METADATA)
    shown = (await ada.sees("general"))[-1]
    assert shown["ts"] == answer["ts"]
    assert shown["metadata"] == METADATA
    assert shown["blocks"][0]["block_id"]


async def test_a_user_id_is_a_place_to_post(slack: AsyncWebClient, ada: Person) -> None:
    answer = await slack.chat_postMessage(channel="U000000ADA", text="hi")
    assert (await ada.sees())[-1]["ts"] == answer["ts"]


async def test_another_name_makes_a_bot_message(slack: AsyncWebClient) -> None:
    answer = await slack.chat_postMessage(
        channel="general", text="hi", username="Sam", icon_url="https://x/y.png"
    )
    message = answer["message"]
    assert (message["subtype"], message["username"]) == ("bot_message", "Sam")
    assert "user" not in message


async def test_update_keeps_what_is_not_given(slack: AsyncWebClient) -> None:
    posted = await slack.chat_postMessage(channel="general", text="one", blocks=[SECTION], metadata=METADATA)
    answer = await slack.chat_update(channel=posted["channel"], ts=posted["ts"], text="two")
    message = answer["message"]
    assert message["text"] == "two"
    assert message["blocks"] == posted["message"]["blocks"]
    assert message["metadata"] == METADATA
    assert message["edited"]["user"] == "U000000APP"


async def test_only_own_messages_are_changed(slack: AsyncWebClient, ada: Person) -> None:
    ts = await ada.says("mine")
    update = await failure(slack.chat_update(channel="D000000ADA", ts=ts, text="yours"))
    delete = await failure(slack.chat_delete(channel="D000000ADA", ts=ts))
    gone = await failure(slack.chat_delete(channel="D000000ADA", ts="1.000001"))
    codes = (update["error"], delete["error"], gone["error"])
    assert codes == ("cant_update_message", "cant_delete_message", "message_not_found")


async def test_an_ephemeral_message_has_one_reader(
    slack: AsyncWebClient, ada: Person, person: Callable[[str], Person]
) -> None:
    answer = await slack.chat_postEphemeral(channel="general", user="U000000ADA", text="psst")
    assert (await ada.sees("general"))[-1]["ts"] == answer["message_ts"]
    assert await person("ben").sees("general") == []
    outsider = await failure(slack.chat_postEphemeral(channel="it-support", user="U000000ADA", text="x"))
    assert outsider["error"] == "user_not_in_channel"


async def test_history_pages_newest_first(slack: AsyncWebClient, ada: Person) -> None:
    written = [await ada.says(f"message {number}") for number in range(5)]
    await ada.says("a reply", thread_ts=written[0])
    read: list[str] = []
    async for part in await slack.conversations_history(channel="D000000ADA", limit=2):
        read += [message["ts"] for message in part["messages"]]
    assert read == written[::-1]


async def test_history_between_two_moments(slack: AsyncWebClient, ada: Person) -> None:
    first, second, third = [await ada.says(str(number)) for number in range(3)]
    between = await slack.conversations_history(channel="D000000ADA", oldest=first, latest=third)
    assert [message["ts"] for message in between["messages"]] == [second]
    both = await slack.conversations_history(channel="D000000ADA", oldest=first, latest=third, inclusive=True)
    assert len(both["messages"]) == 3


async def test_history_tells_metadata_only_when_asked(slack: AsyncWebClient) -> None:
    await slack.chat_postMessage(channel="general", text="hi", metadata=METADATA)
    plain = await slack.conversations_history(channel="C0GENERAL")
    whole = await slack.conversations_history(channel="C0GENERAL", include_all_metadata=True)
    assert "metadata" not in plain["messages"][0]
    assert whole["messages"][0]["metadata"] == METADATA


async def test_replies_start_with_the_root(slack: AsyncWebClient, ada: Person) -> None:
    root = await ada.says("root")
    reply = await slack.chat_postMessage(channel="D000000ADA", text="reply", thread_ts=root)
    answer = await slack.conversations_replies(channel="D000000ADA", ts=reply["ts"])
    assert [message["ts"] for message in answer["messages"]] == [root, reply["ts"]]
    assert answer["messages"][0]["reply_count"] == 1


async def test_people_are_told_as_slack_tells_them(slack: AsyncWebClient) -> None:
    guest = (await slack.users_info(user="U0000GUEST"))["user"]
    external = (await slack.users_info(user="U000000EXT"))["user"]
    found = (await slack.users_lookupByEmail(email="ada@corp.example"))["user"]
    assert guest["is_restricted"]
    assert external["team_id"] != found["team_id"]
    assert found["name"] == "ada"
    assert (await failure(slack.users_info(user="U0NOBODY")))["error"] == "user_not_found"


async def test_channels_are_listed_by_type(slack: AsyncWebClient) -> None:
    public = await slack.conversations_list()
    private = await slack.conversations_list(types="private_channel")
    assert [channel["name"] for channel in public["channels"]] == ["general"]
    assert len(private["channels"]) == 3
    members = await slack.conversations_members(channel="C0ITSUPPORT")
    assert "U000000SAM" in members["members"]


async def test_reactions_are_added_once(slack: AsyncWebClient, ada: Person) -> None:
    ts = await ada.says("look")
    await slack.reactions_add(channel="D000000ADA", timestamp=ts, name="eyes")
    again = await failure(slack.reactions_add(channel="D000000ADA", timestamp=ts, name="eyes"))
    await slack.reactions_remove(channel="D000000ADA", timestamp=ts, name="eyes")
    none = await failure(slack.reactions_remove(channel="D000000ADA", timestamp=ts, name="eyes"))
    assert (again["error"], none["error"]) == ("already_reacted", "no_reaction")


async def test_a_file_goes_up_and_comes_down(
    slack: AsyncWebClient, ada: Person, session: ClientSession
) -> None:
    await slack.files_upload_v2(
        content="line one", filename="log.txt", channel="D000000ADA", initial_comment="see"
    )
    message = (await ada.sees())[-1]
    address = message["files"][0]["url_private"]
    async with (
        session.get(address) as closed,
        session.get(address, headers={"Authorization": f"Bearer {BOT_TOKEN}"}) as opened,
    ):
        assert closed.status == 403
        assert await opened.text() == "line one"


async def test_a_conversation_is_opened_by_user(slack: AsyncWebClient) -> None:
    answer = await slack.conversations_open(users=["U000000BEN"])
    assert answer["channel"]["id"] == "D000000BEN"


async def test_arguments_come_by_query_form_and_json(session: ClientSession, playground: Running) -> None:
    url = f"{playground.api_url}api.test"
    async with (
        session.get(url, params={"foo": "1"}) as query,
        session.post(url, data={"foo": "1"}) as form,
        session.post(url, json={"foo": "1"}) as body,
    ):
        answers = [(await response.json())["args"] for response in (query, form, body)]
    assert answers == [{"foo": "1"}] * 3


@pytest.mark.parametrize(("body", "code"), [("{", "invalid_json"), ("[]", "json_not_object")])
async def test_a_broken_body_is_named(
    session: ClientSession, playground: Running, body: str, code: str
) -> None:
    headers = {"Content-Type": "application/json"}
    async with session.post(f"{playground.api_url}api.test", data=body, headers=headers) as response:
        assert (await response.json())["error"] == code


async def test_a_member_s_conversations_are_listed_by_kind(slack: AsyncWebClient) -> None:
    answer = await slack.users_conversations(types="im,private_channel")
    kinds = {(one["is_im"], one["is_private"]) for one in answer["channels"]}
    assert kinds == {(True, True), (False, True)}
    assert "U000000ADA" in {one.get("user") for one in answer["channels"]}
    assert not any("is_member" in one for one in answer["channels"])


async def test_a_missing_scope_is_named() -> None:
    running = await start(Config(port=0, scopes=frozenset({"chat:write", "im:history"})))
    slack = web_client(running)
    try:
        refused = await failure(slack.users_info(user="U000000ADA"))
        assert (refused["error"], refused["needed"]) == ("missing_scope", "users:read")
        await slack.conversations_history(channel="D000000ADA")
        other = await failure(slack.conversations_history(channel="C0ITSUPPORT"))
        assert other["needed"] == "groups:history"
        listed = await failure(slack.users_conversations(types="im"))
        assert listed["needed"] == "im:read"
        dressed = await failure(slack.chat_postMessage(channel="general", text="x", username="Sam"))
        assert dressed["needed"] == "chat:write.customize"
    finally:
        await running.stop()


async def test_limits_are_kept_when_switched_on() -> None:
    running = await start(Config(port=0, enforce_limits=True))
    slack = web_client(running)
    try:
        for _ in range(5):
            await slack.chat_postMessage(channel="general", text="x")
        refused = await failure(slack.chat_postMessage(channel="general", text="x"))
        assert refused.status_code == 429
        assert int(refused.headers["Retry-After"]) >= 1
        await slack.chat_postMessage(channel="it-support", text="another channel")
    finally:
        await running.stop()


def test_every_method_has_its_scopes() -> None:
    assert SCOPES_OF_METHODS.keys() == METHODS.keys()
    assert SCOPES_OF_METHODS["chat.postMessage"] == {"chat:write"}
