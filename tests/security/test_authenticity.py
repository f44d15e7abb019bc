"""Only Slack is believed: what is forged, stale or malformed reaches nothing."""

import asyncio
import json
import time
from urllib.parse import urlencode

import pytest

from tests.security.payloads import command, event, message
from tests.security.wire import FORM, SHARED, Wire, signed

pytestmark = pytest.mark.asyncio(loop_scope="module")

JSON = {"Content-Type": "application/json"}


def said() -> bytes:
    """A message that would be kept if it were believed."""
    return json.dumps(event(message("I forgot my Okta password"))).encode()


async def test_what_slack_signed_is_taken(wire: Wire) -> None:
    kept = await wire.kept()

    assert (await wire.sends_bytes(said())).status == 200
    assert await wire.kept() == kept + 1


FORGED = {
    "nothing": {},
    "another secret": signed(b"{}", secret="guessed"),
    "another body": signed(b"{}"),
    "five minutes and a bit ago": signed(b"{}", at=time.time() - 310),
    "ten minutes ahead": signed(b"{}", at=time.time() + 610),
}


@pytest.mark.parametrize("forged", FORGED.values(), ids=FORGED)
async def test_what_slack_did_not_sign_is_refused(wire: Wire, forged: dict[str, str]) -> None:
    kept = await wire.kept()

    assert (await wire.post(said(), JSON | forged)).status == 401
    assert await wire.kept() == kept


STAMPS = ["", "abc", "-1", "1e9", " ", "१२३४५६७८९०", "9" * 400, "1531420618.5", "0x5b4", "\xff"]


@pytest.mark.parametrize("stamp", STAMPS)
async def test_a_malformed_time_is_refused(wire: Wire, stamp: str) -> None:
    body = said()

    answer = await wire.post(body, JSON | signed(body) | {"X-Slack-Request-Timestamp": stamp})

    assert answer.status == 401


SIGNATURES = ["", "v0=", "v0=é", "v1=" + "a" * 64, "v0=" + "A" * 64, "v0=" + "0" * 5_000, "☃"]


@pytest.mark.parametrize("signature", SIGNATURES)
async def test_a_malformed_signature_is_refused(wire: Wire, signature: str) -> None:
    body = said()

    answer = await wire.post(body, JSON | signed(body) | {"X-Slack-Signature": signature})

    assert answer.status in {400, 401}


async def test_a_signature_in_capitals_or_of_another_version_is_refused(wire: Wire) -> None:
    body = said()
    headers = signed(body)
    right = headers["X-Slack-Signature"]

    for wrong in (
        right.upper(),
        right.replace("v0=", "V0="),
        right.replace("v0=", "v1="),
        right[3:],
        f"{right} ",
    ):
        answer = await wire.post(body, JSON | headers | {"X-Slack-Signature": wrong})
        assert (answer.status == 401) is (wrong.strip() != right)


async def test_bytes_that_are_no_header_are_refused(wire: Wire) -> None:
    answer = await raw(
        wire,
        b"POST /slack/events HTTP/1.1\r\nHost: baton\r\nContent-Length: 2\r\n"
        b"X-Slack-Request-Timestamp: 1\xff\xfe2\r\nX-Slack-Signature: v0=\xe9\x00\r\n\r\n{}",
    )

    assert answer.split()[1] in {b"400", b"401"}


async def test_a_request_that_breaks_off_stops_nothing(wire: Wire) -> None:
    await raw(wire, b"POST /slack/events HTTP/1.1\r\nHost: baton\r\nContent-Length: 500\r\n\r\n{", wait=False)

    assert (await wire.sends_bytes(said())).status == 200


async def test_a_command_is_signed_like_everything_else(wire: Wire) -> None:
    body = urlencode(command("/support", "help", address=wire.nowhere)).encode()

    assert (await wire.post(body, {"Content-Type": FORM} | signed(body, secret="guessed"))).status == 401
    assert (await wire.post(body, {"Content-Type": FORM} | signed(body))).status == 200


async def test_slack_can_check_the_address(wire: Wire) -> None:
    asked = await wire.sends({"type": "url_verification", "challenge": "3eZbrw1a", "token": "t"})
    checked = await wire.types({"ssl_check": "1", "token": "t"})

    assert (asked.status, json.loads(asked.text)) == (200, {"challenge": "3eZbrw1a"})
    assert checked.status == 200


async def test_the_address_is_not_confirmed_to_strangers(wire: Wire) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "3eZbrw1a"}).encode()

    answer = await wire.post(body, JSON | signed(body, secret="guessed"))

    assert answer.status == 401
    assert "3eZbrw1a" not in answer.text


@pytest.mark.skipif(not SHARED.exists(), reason="the shared development data is not here")
async def test_slacks_published_vector_is_reproduced() -> None:
    vector = json.loads((SHARED / "signature_vectors.json").read_text())

    made = signed(vector["body"].encode(), vector["signing_secret"], float(vector["timestamp"]))

    assert made["X-Slack-Signature"] == vector["signature"]


async def raw(wire: Wire, request: bytes, wait: bool = True) -> bytes:
    """Send bytes as they are; the beginning of the answer."""
    reader, writer = await asyncio.open_connection("127.0.0.1", wire.settings.port)
    writer.write(request)
    await writer.drain()
    answer = await asyncio.wait_for(reader.read(4096), 5) if wait else b""
    writer.close()
    await writer.wait_closed()
    return answer
