"""Signed JSON of a shape Slack never sends: never a 5xx, never a bot that stops taking what is right."""

import copy
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.playground.driver import Json
from tests.security.payloads import (
    click,
    command,
    deletion,
    edit,
    event,
    interaction,
    message,
    moment,
    submission,
    user_id,
)
from tests.security.wire import Wire

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    # The bot's own threads draw random numbers while hypothesis draws its examples.
    pytest.mark.filterwarnings("ignore:Do not use the `random` module"),
]

HOME = {"type": "home", "id": "V1", "callback_id": "", "state": {"values": {}}, "blocks": []}
FILE = {
    "id": "F1",
    "name": "notes.txt",
    "mimetype": "text/plain",
    "size": 12,
    "url_private": "https://x/notes",
}

EVENTS = [
    message("hello"),
    message(
        "<@U000000APP> my laptop is slow", channel="C0GENERAL", channel_type="channel", thread_ts=moment()
    ),
    message("<@U000000APP> hello", channel="C0GENERAL", type="app_mention"),
    message("see this", subtype="file_share", files=[FILE]),
    edit("hello again"),
    deletion(),
    {"type": "app_home_opened", "user": user_id("ada"), "channel": "D000000ADA", "tab": "home"},
    {"type": "app_home_opened", "user": user_id("ada"), "channel": "D000000ADA", "tab": "messages"},
    {"type": "user_change", "user": {"id": user_id("ada"), "profile": {}}},
    {"type": "member_joined_channel", "user": user_id("ada"), "channel": "C0ITSUPPORT"},
]
INTERACTIONS = [
    click("claim", "1"),
    click("answer:1", "1|x"),
    click("resolve", "1", "sam"),
    click("pause_coworker", "jordan") | {"container": {"type": "view", "view_id": "V1"}, "view": HOME},
    submission("resolve_ticket", "1", {"fix": "new fan"}, "sam"),
    submission("support", "", {"request": "hello"}),
    interaction("view_closed", "ada", view=HOME, is_cleared=False),
    interaction("shortcut", "ada", callback_id="ask"),
    interaction("message_action", "ada", callback_id="ask", message=message("x"), channel={"id": "C1"}),
    interaction(
        "block_suggestion", "ada", action_id="who", block_id="b", value="a", container={"type": "view"}
    ),
]
PAYLOADS = [*map(event, EVENTS), *INTERACTIONS]

JUNK: list[Any] = [
    *(
        None,
        True,
        0,
        -1,
        1.5,
        10**30,
        "",
        "x",
        "x" * 9_000,
        "\0",
        "<!channel>",
        "T0ELSEWHERE",
        "U000NOBODY",
        "http://",
    ),
    *([], [[]], [None], {}, {"id": None}, {"": []}, ["x"] * 300, [{"type": "message"}]),
]
GONE = object()


def places(value: Any, way: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The way to everything inside a payload."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        yield (*way, key)
        yield from places(one, (*way, key))


def bent(payload: Json, way: tuple[str | int, ...], junk: Any) -> Json:
    """A copy of a payload with something else, or nothing, at one place."""
    made = copy.deepcopy(payload)
    at: Any = made
    for key in way[:-1]:
        at = at[key]
    if junk is GONE:
        del at[way[-1]]
    else:
        at[way[-1]] = junk
    return made


@st.composite
def odd(draw: st.DrawFn) -> Json:
    """A payload of ours, bent at one to three places."""
    payload: Json = draw(st.sampled_from(PAYLOADS))
    for _ in range(draw(st.integers(1, 3))):
        ways = sorted(places(payload), key=lambda way: (len(way), str(way)))
        if ways:
            payload = bent(payload, draw(st.sampled_from(ways)), draw(st.sampled_from([*JUNK, GONE])))
    return payload


CALM = settings(
    max_examples=120,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@CALM
@given(payload=odd())
async def test_a_bent_payload_is_taken_or_refused(wire: Wire, payload: Json) -> None:
    send = wire.sends if payload.get("type") == "event_callback" else wire.interacts

    assert (await send(payload)).status // 100 in {2, 4}


@CALM
@given(
    payload=st.dictionaries(
        st.sampled_from(["type", "event", "user", "team", "actions", "view", "command", "container", "x"]),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(max_size=5),
            lambda inner: (
                st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
            ),
            max_leaves=6,
        ),
    )
)
async def test_any_object_is_taken_or_refused(wire: Wire, payload: Json) -> None:
    assert (await wire.sends(payload)).status // 100 in {2, 4}


@CALM
@given(
    name=st.sampled_from(sorted(command("/support", "help", address=""))),
    junk=st.one_of(st.none(), st.text(max_size=30), st.just("x" * 20_000)),
    text=st.sampled_from(["help", "mine", ""]),
)
async def test_a_bent_command_is_taken_or_refused(wire: Wire, name: str, junk: str | None, text: str) -> None:
    fields = command("/support", text, address=wire.nowhere)
    fields = fields | {name: junk} if junk is not None else {k: v for k, v in fields.items() if k != name}

    assert (await wire.types(fields)).status // 100 in {2, 4}


@pytest.mark.parametrize("kind", ["team_join", "reaction_added", "tokens_revoked", "nonsense", ""])
async def test_an_event_nobody_knows_is_acknowledged(wire: Wire, kind: str) -> None:
    assert (await wire.sends(event({"type": kind, "user": user_id("ada")}))).status == 200


@pytest.mark.parametrize("action", ["nonsense", "claim:claim:claim", "", "x" * 255, "__class__", "☃\n"])
async def test_an_action_nobody_knows_is_acknowledged_and_does_nothing(wire: Wire, action: str) -> None:
    pressed = click(action, "1")

    assert (await wire.interacts(pressed)).status == 200
    await wire.settles()


async def test_after_all_that_a_good_message_is_answered(wire: Wire) -> None:
    await wire.settles()
    asked = await wire.ben.says("I forgot my Okta password")

    await wire.ben.sees_next("reply", "one-time link", thread=asked)
