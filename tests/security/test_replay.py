"""The same thing sent again, three times or fifty at once, has one effect."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from tests.security.payloads import click, command, event, message, submission
from tests.security.wire import Answer, Wire

pytestmark = pytest.mark.asyncio(loop_scope="module")

Send = Callable[[], Awaitable[Answer]]


async def once_and_again(wire: Wire, send: Send) -> tuple[int, ...]:
    """Send something once, then three times, then fifty at once; what there is more than after the first."""
    before = await footprint(wire)
    await send()
    await wire.settles()
    first = await footprint(wire)
    assert first != before

    for _ in range(3):
        assert (await send()).status == 200
    assert {answer.status for answer in await asyncio.gather(*(send() for _ in range(50)))} == {200}
    await wire.settles()
    return tuple(after - then for after, then in zip(await footprint(wire), first, strict=True))


async def footprint(wire: Wire) -> tuple[int, ...]:
    """What a turn leaves behind: rows of the inbox, tickets, outbox, audit; calls to Slack."""
    said = len(wire.calls("chat.")) + len(wire.answers())
    return (await wire.kept(), await wire.tickets(), await wire.said(), await wire.deeds(), said)


NOTHING_MORE = (0, 0, 0, 0, 0)


async def test_a_message_is_answered_once(wire: Wire) -> None:
    payload = event(message("I forgot my Okta password"))

    assert await once_and_again(wire, lambda: wire.sends(payload)) == NOTHING_MORE


async def test_a_message_under_new_event_ids_is_answered_once(wire: Wire) -> None:
    said = message("I forgot my Okta password")

    assert await once_and_again(wire, lambda: wire.sends(event(said))) == NOTHING_MORE


async def test_a_mention_that_comes_as_two_events_is_answered_once(wire: Wire) -> None:
    said = message("<@U000000APP> I forgot my Okta password", channel="C0GENERAL", channel_type="channel")
    kinds = iter([said, said | {"type": "app_mention"}] * 30)

    assert await once_and_again(wire, lambda: wire.sends(event(next(kinds)))) == NOTHING_MORE


async def test_fifty_deliveries_at_once_of_something_new_have_one_effect(wire: Wire) -> None:
    payload = event(message("I forgot my Okta password"))
    tickets = await wire.tickets()

    await asyncio.gather(*(wire.sends(payload) for _ in range(50)))
    await wire.settles()

    assert await wire.tickets() == tickets + 1
    said = [
        call for call in wire.calls("chat.postMessage") if call.get("thread_ts") == payload["event"]["ts"]
    ]
    assert len(said) == 1


async def test_a_click_counts_once(wire: Wire) -> None:
    handed = await wire.handed_over()
    pressed = click("claim", handed.number, "sam", "C0ITSUPPORT") | {"response_url": wire.nowhere}

    assert await once_and_again(wire, lambda: wire.interacts(pressed)) == NOTHING_MORE
    assert (await wire.ticket(handed.number)).state == "claimed"


async def test_a_form_counts_once(wire: Wire) -> None:
    sent = submission("support", "C0GENERAL", {"request": "I forgot my Okta password"})

    assert await once_and_again(wire, lambda: wire.interacts(sent)) == NOTHING_MORE


@pytest.mark.parametrize(
    ("name", "text", "user"),
    [("/support", "I forgot my Okta password", "ada"), ("/coworkers", "pause bob", "root")],
)
async def test_a_command_counts_once(wire: Wire, name: str, text: str, user: str) -> None:
    typed = command(name, text, user, address=wire.nowhere)

    assert await once_and_again(wire, lambda: wire.types(typed)) == NOTHING_MORE
