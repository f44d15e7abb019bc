"""Signed HTTP: events, interactions and commands posted to the app's request URL, as Slack signs them."""

import json
from urllib.parse import urlencode

from aiohttp import ClientError, ClientSession, ClientTimeout
from slack_sdk.signature import SignatureVerifier

from bot.playground.changes import Json
from bot.playground.envelopes import Delivered


class HttpFailure(Exception):
    """The app did not take a request; `reason` is Slack's word for it, `final` forbids retries."""

    def __init__(self, reason: str, *, final: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.final = final


class RequestUrl:
    """The app's request URL; `secret` is its signing secret."""

    def __init__(self, url: str, secret: str) -> None:
        self.url = url
        self._signer = SignatureVerifier(secret)
        self._session: ClientSession | None = None

    async def send(self, delivered: Delivered, seconds: float, attempt: int, reason: str) -> Json:
        """Post a payload; the answer's JSON (plain text as `{"text": …}`); raises `HttpFailure`."""
        body, content_type = _encoded(delivered)
        headers = self.signature(body) | {"Content-Type": content_type, "User-Agent": "Slackbot 1.0"}
        if attempt:
            headers |= {"X-Slack-Retry-Num": str(attempt), "X-Slack-Retry-Reason": reason}
        return await self._post(body, headers, seconds)

    async def _post(self, body: str, headers: dict[str, str], seconds: float) -> Json:
        if self._session is None:
            self._session = ClientSession()
        timeout = ClientTimeout(total=seconds)
        try:
            async with self._session.post(self.url, data=body, headers=headers, timeout=timeout) as response:
                if response.status // 100 != 2:
                    no_retry = response.headers.get("X-Slack-No-Retry") == "1"
                    raise HttpFailure("http_error", final=no_retry)
                return _answer(await response.text())
        except TimeoutError as error:
            raise HttpFailure("http_timeout") from error
        except ClientError as error:
            raise HttpFailure("connection_failed") from error

    def signature(self, body: str) -> dict[str, str]:
        """The two headers that prove a body is ours (`v0`, HMAC-SHA256 over time and body)."""
        now = self._signer.clock.now()
        timestamp = str(int(now))
        signed = self._signer.generate_signature(timestamp=timestamp, body=body)
        return {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": signed or ""}

    async def close(self) -> None:
        """Close the connections."""
        if self._session:
            await self._session.close()


def _encoded(delivered: Delivered) -> tuple[str, str]:
    if delivered.kind == "events_api":
        return json.dumps(delivered.payload), "application/json"
    form = "application/x-www-form-urlencoded"
    if delivered.kind == "slash_commands":
        return urlencode(delivered.payload), form
    return urlencode({"payload": json.dumps(delivered.payload)}), form


def _answer(text: str) -> Json:
    try:
        answer = json.loads(text) if text else {}
    except ValueError:
        return {"text": text}
    return answer if isinstance(answer, dict) else {"text": text}
