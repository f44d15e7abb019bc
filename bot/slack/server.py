"""The HTTP side: a guard that lets only well-formed, signed requests reach Bolt, and health."""

import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qs

from aiohttp import StreamReader, web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.signature import SignatureVerifier

from bot.slack.bolt import Bolt, is_message
from bot.slack.words import scrub

log = logging.getLogger(__name__)

LARGEST_BODY = 1_000_000
MOST_FIELDS = 100


def _no_constant(name: str) -> None:
    raise ValueError(name)


DECODER = json.JSONDecoder(parse_constant=_no_constant)


class Refused(Exception):
    """A request that Slack would not have sent."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


def guarded(app: Bolt, secret: str) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """The handler of `/slack/events`: 401 for what is not signed, 400 or 413 for what is malformed."""
    verifier = SignatureVerifier(secret)

    async def handle(request: web.Request) -> web.StreamResponse:
        try:
            body = await _body(request)
            _verify(verifier, body, request)
            payload = _payload(body, request.content_type)
        except Refused as refused:
            return web.json_response({"ok": False, "error": str(refused)}, status=refused.status)
        return await _dispatch(app, payload)

    return handle


async def _body(request: web.Request) -> str:
    if "Content-Encoding" in request.headers:
        raise Refused(400, "The body is packed.")
    if (request.content_length or 0) > LARGEST_BODY:
        raise Refused(413, "The body is too large.")
    try:
        return (await _bytes(request.content)).decode("utf-8")
    except UnicodeDecodeError:
        raise Refused(400, "The body is not UTF-8.") from None
    except web.RequestPayloadError:
        raise Refused(400, "The body cannot be read.") from None


async def _bytes(content: StreamReader) -> bytes:
    raw = bytearray()
    async for chunk in content.iter_any():
        raw += chunk
        if len(raw) > LARGEST_BODY:
            raise Refused(413, "The body is too large.")
    return bytes(raw)


def _verify(verifier: SignatureVerifier, body: str, request: web.Request) -> None:
    stamp = request.headers.get("X-Slack-Request-Timestamp", "")
    signature = request.headers.get("X-Slack-Signature", "")
    if not (stamp.isascii() and stamp.isdigit() and len(stamp) <= 12 and signature.isascii() and signature):
        raise Refused(401, "The signature headers are missing or malformed.")
    if not verifier.is_valid(body=body, timestamp=stamp, signature=signature):
        raise Refused(401, "The signature does not match, or is too old.")


def _payload(body: str, content_type: str) -> dict[str, Any]:
    if content_type != "application/x-www-form-urlencoded":
        return _strict(body)
    fields = _fields(body)
    return _strict(fields["payload"]) if "payload" in fields else scrub(fields)


def _fields(body: str) -> dict[str, str]:
    try:
        found = parse_qs(body, keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except ValueError:
        raise Refused(400, "The body is not a well-formed form.") from None
    return {name: values[0] for name, values in found.items()}


def _strict(text: str) -> dict[str, Any]:
    try:
        found = DECODER.decode(text)
        if not isinstance(found, dict):
            raise Refused(400, "The body is not a JSON object.")
        # What scrub takes out can stand in well-formed JSON in escaped form only.
        cleaned: dict[str, Any] = scrub(found) if "\\u" in text else found
    except (ValueError, RecursionError):
        raise Refused(400, "The body is not well-formed JSON.") from None
    return cleaned


async def _dispatch(app: Bolt, payload: dict[str, Any]) -> web.StreamResponse:
    if payload.get("type") == "url_verification":
        return web.json_response({"challenge": str(payload.get("challenge", ""))})
    if is_message(payload):
        return web.Response(status=await app.take(payload))
    try:
        # Bolt takes a parsed body only under this name; the signature was verified above.
        answer = await app.async_dispatch(AsyncBoltRequest(body=payload, mode="socket_mode"))
    except Exception:
        # Signed, but of a shape Bolt cannot read: nothing was done, and asking again would not help.
        log.exception("A signed request could not be read.")
        return web.json_response({"ok": False, "error": "The payload has an unknown shape."}, status=400)
    if answer.status == 404:
        return web.Response()
    if not answer.body:
        return web.Response(status=answer.status)
    return await to_aiohttp_response(answer)


def health(ready: Callable[[], Awaitable[bool]]) -> list[web.RouteDef]:
    """`/healthz` says the process lives; `/readyz` says events are taken."""

    async def alive(_: web.Request) -> web.Response:
        return web.json_response({"ok": True})

    async def taking(_: web.Request) -> web.Response:
        taken = await ready()
        return web.json_response({"ok": taken}, status=200 if taken else 503)

    return [web.get("/healthz", alive), web.get("/readyz", taking)]
