"""Bytes no careful parser takes: refused with 400 or 413, and nothing of them is kept."""

import gzip
import json
import zlib
from collections.abc import AsyncIterator
from urllib.parse import urlencode

import pytest

from tests.security.payloads import event, message
from tests.security.wire import FORM, SHARED, Wire, signed

pytestmark = pytest.mark.asyncio(loop_scope="module")

REFUSED = {400, 413}


def holding(piece: bytes) -> bytes:
    """An otherwise good message that holds these bytes where its text stands."""
    whole = json.dumps(event(message("HERE"))).encode()
    return whole.replace(b'"HERE"', piece)


ROTTEN = {
    "empty": b"",
    "blank": b"  \n",
    "a null": b"null",
    "a list": b"[]",
    "a number": b"1",
    "a text": b'"event_callback"',
    "two objects": b"{}{}",
    "cut off": holding(b'"text"')[:-1],
    "a comma too many": b'{"type":"event_callback",}',
    "single quotes": b"{'type': 'event_callback'}",
    "a comment": b'{"type":"event_callback"} // done',
    "NaN": holding(b"NaN"),
    "infinity": holding(b"-Infinity"),
    "a number past every number": holding(b"1e999"),
    "an endless integer": holding(b"9" * 6_000),
    "not UTF-8": holding(b'"\xff\xfe"'),
    "UTF-16": json.dumps(event(message("hello"))).encode("utf-16"),
    "a byte order mark": b"\xef\xbb\xbf{}",
    "raw surrogates": holding(b'"\xed\xa0\x80"'),
    "a raw line break": holding(b'"a\nb"'),
    "a raw NUL": holding(b'"a\x00b"'),
    "20,000 lists": b"[" * 20_000 + b"]" * 20_000,
    "20,000 objects": b'{"a":' * 20_000 + b"1" + b"}" * 20_000,
    "20,000 levels where the text stands": holding(b"[" * 20_000 + b"]" * 20_000),
    "3 MB": holding(b'"' + b"a" * 3_000_000 + b'"'),
}


@pytest.mark.parametrize("body", ROTTEN.values(), ids=ROTTEN)
async def test_a_body_that_is_no_object_is_refused(wire: Wire, body: bytes) -> None:
    kept = await wire.kept()

    assert (await wire.sends_bytes(body)).status in REFUSED
    assert await wire.kept() == kept


@pytest.mark.parametrize("body", ROTTEN.values(), ids=ROTTEN)
async def test_a_form_whose_payload_is_no_object_is_refused(wire: Wire, body: bytes) -> None:
    kept = await wire.kept()

    assert (await wire.sends_bytes(urlencode({"payload": body}).encode(), FORM)).status in REFUSED
    assert await wire.kept() == kept


@pytest.mark.parametrize(
    "fields", [b"", b"%", b"%ff=%fe", b"&&&", b"payload", b"a=1&payload=%7B", b"a" * 9_000]
)
async def test_a_form_that_says_nothing_keeps_nothing(wire: Wire, fields: bytes) -> None:
    kept = await wire.kept()

    assert (await wire.sends_bytes(fields, FORM)).status < 500
    assert await wire.kept() == kept


@pytest.mark.parametrize(
    "content_type", ["", "text/plain", "image/png", "application/json; charset=utf-7", "☃"]
)
async def test_another_content_type_is_no_way_in_for_rotten_bytes(wire: Wire, content_type: str) -> None:
    assert (await wire.sends_bytes(b"\xff{", content_type)).status in REFUSED


async def test_a_body_in_pieces_may_not_be_larger_either(wire: Wire) -> None:
    url = f"http://127.0.0.1:{wire.settings.port}/slack/events"

    async with wire.session.post(url, data=_pieces(300), headers=signed(b"")) as answer:
        assert answer.status == 413


@pytest.mark.parametrize(
    "packed", [gzip.compress(b"0" * 3_000_000), zlib.compress(b"{}")[:-3], b"not packed"]
)
@pytest.mark.parametrize("how", ["gzip", "deflate", "br", "zstd", "x"])
async def test_packed_bodies_are_no_way_around(wire: Wire, packed: bytes, how: str) -> None:
    kept = await wire.kept()

    answer = await wire.post(packed, signed(packed) | {"Content-Encoding": how})

    assert answer.status == 400
    assert await wire.kept() == kept


async def test_what_no_store_takes_is_left_out_of_a_text(wire: Wire) -> None:
    body = holding(rb'"I forgot my \u0000Okta\ud800 password"')

    assert (await wire.sends_bytes(body)).status == 200
    await wire.settles()
    assert "one-time link" in wire.shown()


@pytest.mark.skipif(not SHARED.exists(), reason="the shared development data is not here")
async def test_every_document_the_json_suite_refuses_is_refused(wire: Wire) -> None:
    kept = await wire.kept()

    statuses = {
        path.name: (await wire.sends_bytes(path.read_bytes())).status
        for path in sorted((SHARED / "json_invalid").glob("n_*.json"))
    }

    assert len(statuses) > 150
    assert {name: status for name, status in statuses.items() if status not in REFUSED} == {}
    assert await wire.kept() == kept


async def _pieces(count: int) -> AsyncIterator[bytes]:
    for _ in range(count):
        yield b"x" * 10_000
