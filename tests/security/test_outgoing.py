"""Whatever people write anywhere, nothing the bot says mentions, links or poses for them."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.security.payloads import click, command, event, message, submission
from tests.security.wire import SHARED, Wire

pytestmark = pytest.mark.asyncio(loop_scope="module")

HOSTILE = [
    "<!channel> <!here> <!everyone>",
    "<!subteam^S0123ABCD|@it-admins>",
    "<@U024BE7LH> did this",
    "<#C024BE91L|hr-private>",
    "<https://evil.test/?d=secret|https://okta.corp.example/login>",
    "<mailto:x@evil.test|HR> <tel:+1900|desk>",
    "<javascript:alert(1)|x>",
    "[click](https://evil.test/a) ![i](https://evil.test/p.png)",
    "https://evil.test/x http://evil.test www.evil.test evil.test/x",
    "https://okta.corp.example@evil.test/",
    "@channel @here @everyone ＠channel",
    "&lt;!channel&gt; &amp;lt;!here&amp;gt; &#60;!channel&#62;",
    "<!date^1392734382^{date}^https://evil.test/|today>",
    "*Approved by* <@U024BE7LH> ✅ *APPROVED*",
    "a\n> b\n```\n<!channel>\n```",
    "\u202e<!channel>\u202c \u200b<!\u200bhere>",
    "<<!channel>> <!channel <!here>",
    "{'<!channel>'} \\<!here\\> <!here|",
]
SHARED_CASES = SHARED / "mrkdwn_injection.json"
IN_SHARED = json.loads(SHARED_CASES.read_text()) if SHARED_CASES.exists() else []
# A host by itself opens nothing; what would make it a link is judged below.
FORBIDDEN = sorted({bad for case in IN_SHARED for bad in case["forbidden_in_outgoing"]} - {"evil.test"})

LIVE = re.compile(
    r"<[!#]|<(?:https?|mailto|tel|slack|javascript):|https?://evil|www\.evil|evil\.test[/?#]", re.IGNORECASE
)
LINK = re.compile(r"\]\((?!http://127\.0\.0\.1:\d+/archives/)")
MENTION = re.compile(r"<@([^>]*)>")
CALL = re.compile(r"[@＠](?:channel|here|everyone)\b", re.IGNORECASE)
EVERYBODY = {f"U{name.upper():0>9}" for name in ("ada", "ben", "sam", "sara", "hana", "fay", "root")}


def texts(value: Any) -> Iterator[str]:
    """Every text inside a payload; blocks and views that came as JSON text are opened."""
    if isinstance(value, str):
        try:
            opened = json.loads(value) if value[:1] in {"{", "["} else None
        except ValueError:
            opened = None
        yield from [value] if opened is None else texts(opened)
    elif isinstance(value, dict):
        if value.get("type") == "markdown" and LINK.search(value["text"]):
            yield f"a link in Markdown: <!{value['text']}"
        for one in value.values():
            yield from texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from texts(one)


def alive(payload: Any) -> list[str]:
    """The texts of a payload in which something of a person's would come alive."""
    return [
        text
        for text in texts(payload)
        if LIVE.search(text)
        or CALL.search(text)
        or set(MENTION.findall(text)) - EVERYBODY
        or any(bad in text for bad in FORBIDDEN)
    ]


ALL = [*HOSTILE, *(case["user_text"] for case in IN_SHARED)]


async def test_the_check_itself_sees_what_is_alive() -> None:
    shown = [{"text": {"blocks": json.dumps([{"type": "markdown", "text": text}])}} for text in HOSTILE]
    assert [each for each in shown if not alive(each)] == shown[11:12]
    assert not alive({"text": "hxxps://evil[.]test <@U000000ADA> &lt;!channel&gt;"})


async def test_messages_packets_and_relays_come_out_harmless(wire: Wire) -> None:
    handed = await wire.handed_over()
    await wire.sam.clicks(handed.packet, "claim")
    await wire.settles()
    relays = len(await wire.house.posts("relay"))
    staff = {"channel": "C0ITSUPPORT", "channel_type": "group", "thread_ts": handed.packet["ts"]}

    for text in ALL:
        await wire.sends(event(message(text, thread_ts=handed.thread)))
    for text in HOSTILE:
        await wire.sends(event(message(text, "sam", **staff)))
        await wire.sends(event(message(f"Can I talk to a person in IT? {text}", "ben")))
    await wire.settles()

    assert len(await wire.house.posts("relay")) >= relays + len(ALL) + len(HOSTILE)
    assert [bad for payload in wire.outgoing() if (bad := alive(payload))] == []


async def test_names_of_people_and_files_come_out_harmless(wire: Wire) -> None:
    for name in HOSTILE[:9]:
        for who in ("sara", "hana"):
            await wire.ada.does("profiles", user=who, real_name=name)
        handed = await wire.handed_over("hana")
        await wire.sara.clicks(handed.packet, "claim")
        thread = {"channel": "it-support", "thread_ts": handed.packet["ts"]}
        await wire.sara.does("files", name=name, content="x", text="see", **thread)
        await wire.hana.does("files", name=name, content="x", channel="@app", thread_ts=handed.thread)
        await wire.sam.does("clicks", channel="it-support", ts=handed.packet["ts"], action_id="claim")
    await wire.settles()

    assert (await wire.ticket(handed.number)).assignee == "U00000SARA"
    assert [bad for payload in wire.outgoing() if (bad := alive(payload))] == []


async def test_entries_of_forms_and_commands_come_out_harmless(wire: Wire) -> None:
    for entry in HOSTILE[::2]:
        handed = await wire.handed_over("hana")
        await wire.types(command("/coworkers", f"pause bob {entry}", "root", address=wire.nowhere))
        await wire.types(command("/coworkers", f"show {entry}", "root", address=wire.nowhere))
        await wire.types(command("/coworkers", "resume bob", "root", address=wire.nowhere))
        await wire.interacts(submission("support", "", {"request": entry}, "hana"))
        await wire.interacts(submission("correct_packet", handed.number, {"correction": entry}, "hana"))
        await wire.interacts(click(entry, entry) | {"response_url": wire.nowhere})
        await wire.interacts(submission("resolve_ticket", handed.number, {"fix": entry}, "sam"))
    await wire.types(command("/support", "mine", "hana", address=wire.nowhere))
    await wire.types(command("/coworkers", "audit bob", "root", address=wire.nowhere))
    await wire.sends(event({"type": "app_home_opened", "user": "U00000HANA", "channel": "D1", "tab": "home"}))
    await wire.settles()

    assert (await wire.ticket(handed.number)).state == "solved"
    assert [bad for payload in wire.outgoing() if (bad := alive(payload))] == []


async def test_no_post_unfurls_and_every_post_says_what_it_is(wire: Wire) -> None:
    posts = wire.calls("chat.postMessage")

    assert len(posts) > 100
    assert {(str(post["unfurl_links"]), str(post["unfurl_media"])) for post in posts} <= {
        ("0", "0"),
        ("False", "False"),
    }
    kinds = {"reply", "question", "packet", "relay", "approval", "notice", "survey"}
    for post in posts:
        metadata = post["metadata"] if isinstance(post["metadata"], dict) else json.loads(post["metadata"])
        said = metadata["event_payload"]
        assert metadata["event_type"] == "baton_message"
        assert said["id"]
        assert said["kind"] in kinds
        assert "ticket" in said
