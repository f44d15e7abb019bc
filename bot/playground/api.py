"""The HTTP side of the Web API: arguments from JSON, form and query; tokens, scopes, limits, faults."""

import asyncio
import json
from typing import Any

from aiohttp import web

from bot.playground.changes import Json
from bot.playground.errors import SlackError
from bot.playground.faults import Fault, Faults, Kind
from bot.playground.limits import Limits
from bot.playground.methods import METHODS, SCOPES_OF_METHODS, Call, Method
from bot.playground.workspace import Workspace


class Tokens:
    """The tokens that are good here."""

    def __init__(self, bot: str, socket: str) -> None:
        self._of = {"bot": bot, "socket": socket}

    def check(self, caller: str, given: str) -> None:
        """Raises `not_authed`, `invalid_auth` or `not_allowed_token_type`."""
        if caller == "anybody":
            return
        if not given:
            raise SlackError("not_authed")
        if given not in self._of.values():
            raise SlackError("invalid_auth")
        if given != self._of[caller]:
            raise SlackError("not_allowed_token_type")


class Api:
    """Answers `/api/<method>`. `scopes` is what the app was granted; None grants everything."""

    def __init__(
        self,
        space: Workspace,
        tokens: Tokens,
        faults: Faults,
        scopes: frozenset[str] | None,
        limits: Limits | None,
    ) -> None:
        self._space = space
        self._tokens = tokens
        self._faults = faults
        self._scopes = scopes
        self._limits = limits

    async def answer(self, request: web.Request) -> web.Response:
        """Answer one call."""
        name = request.match_info["method"]
        fault = self._faults.take(name)
        if fault and fault.kind == Kind.DELAY:
            await asyncio.sleep(fault.seconds)
        try:
            args = await arguments(request)
            token = _token(request, args)
            body = _before(fault) or self._run(name, args, token)
        except SlackError as error:
            args, body = {}, error.answer()
        self._space.journal.write("api", "app", self._row(name, args, body, fault))
        return self._respond(request, body, fault)

    def _run(self, name: str, args: Json, token: str) -> Json:
        method = METHODS.get(name)
        if method is None:
            return SlackError("unknown_method", req_method=name).answer()
        try:
            self._tokens.check(method.caller, token)
            self._limit(method, args)
            call = Call(args, self._space, self._scopes, method.by_kind)
            if method.caller == "bot" and not method.by_kind:
                call.grant(*method.scopes)
            return {"ok": True, **method.handler(call)}
        except SlackError as error:
            return error.answer()

    def _limit(self, method: Method, args: Json) -> None:
        if self._limits is None:
            return
        seconds = self._limits.check(method.name, method.tier, str(args.get("channel", "")))
        if seconds:
            raise SlackError("ratelimited", retry_after=seconds)

    @staticmethod
    def _row(name: str, args: Json, body: Json, fault: Fault | None) -> Json:
        row: Json = {"method": name, "args": args, "ok": body["ok"], "response": body}
        return row | ({"fault": str(fault.kind)} if fault else {})

    def _respond(self, request: web.Request, body: Json, fault: Fault | None) -> web.Response:
        if fault and fault.kind == Kind.DROP_AFTER and request.transport:
            request.transport.abort()
        headers = {"X-OAuth-Scopes": ",".join(sorted(self._granted()))}
        status = 200
        if body.get("error") == "ratelimited":
            status = 429
            headers["Retry-After"] = str(body.pop("retry_after", 1))
        elif fault and fault.kind in (Kind.ERROR_BEFORE, Kind.ERROR_AFTER):
            status, body = 500, {"ok": False, "error": "internal_error"}
        return web.json_response(body, status=status, headers=headers)

    def _granted(self) -> frozenset[str]:
        every = frozenset[str]().union(*SCOPES_OF_METHODS.values())
        return every if self._scopes is None else self._scopes


def _before(fault: Fault | None) -> Json | None:
    """The answer of a fault that happens instead of the call."""
    if fault and fault.kind == Kind.RATELIMITED:
        return SlackError("ratelimited", retry_after=max(1, round(fault.seconds))).answer()
    if fault and fault.kind == Kind.ERROR_BEFORE:
        return SlackError("internal_error").answer()
    return None


async def arguments(request: web.Request) -> Json:
    """The arguments of a call, from the query and the body; the body wins."""
    given: Json = dict(request.query)
    if request.content_type == "application/json":
        return given | _object(await request.text())
    return given | {name: value for name, value in (await request.post()).items() if isinstance(value, str)}


def _object(text: str) -> Json:
    try:
        body: Any = json.loads(text) if text else {}
    except (ValueError, RecursionError):
        raise SlackError("invalid_json") from None
    if not isinstance(body, dict):
        raise SlackError("json_not_object")
    return body


def _token(request: web.Request, args: Json) -> str:
    given = str(args.pop("token", "") or "")
    scheme, _, bearer = request.headers.get("Authorization", "").partition(" ")
    return bearer.strip() if scheme.lower() == "bearer" else given
