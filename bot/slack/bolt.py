"""Bolt, with a short way for messages: they are most of what comes, and all they need is to be kept."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import StoreUnavailable

log = logging.getLogger(__name__)

MESSAGES = ("message", "app_mention")

Keep = Callable[[Mapping[str, Any]], Awaitable[None]]


class Bolt(AsyncApp):
    """Listeners run before Slack is answered, so that nothing is acknowledged that is not kept.

    Half of what Bolt spends on an event goes into finding its listener and making arguments for it.
    Messages are handed to `keep` instead, at once.
    """

    def __init__(self, client: AsyncWebClient, keep: Keep) -> None:
        self._keep = keep
        logger = logging.getLogger("bolt")
        # Bolt warns that it found the token in the environment too; our listeners log what matters.
        logger.setLevel(logging.ERROR)
        super().__init__(
            client=client,
            process_before_response=True,
            request_verification_enabled=False,
            raise_error_for_unhandled_request=True,
            logger=logger,
        )
        self.error(_answer_to)

    async def async_dispatch(self, req: AsyncBoltRequest) -> BoltResponse:
        """What Slack is answered, over HTTP as over a socket."""
        if is_message(req.body):
            return BoltResponse(status=await self.take(req.body))
        return await super().async_dispatch(req)

    async def take(self, message: Mapping[str, Any]) -> int:
        """Keep a message event; the HTTP status that says what became of it."""
        try:
            await self._keep(message)
        except Exception as error:
            return (await _answer_to(error)).status
        return 200


def is_message(body: Mapping[str, Any]) -> bool:
    """Whether this is the event of a message, an edit, a deletion or a mention."""
    event = body.get("event")
    return (
        isinstance(event, Mapping) and body.get("type") == "event_callback" and event.get("type") in MESSAGES
    )


async def _answer_to(error: Exception) -> BoltResponse:
    """Acknowledge what nobody listens to; tell Slack to come again only when we could not keep something."""
    if isinstance(error, BoltUnhandledRequestError):
        return BoltResponse(status=200)
    if isinstance(error, StoreUnavailable):
        log.error("Could not keep a request: %s", error)
        return BoltResponse(status=503)
    log.error("A request could not be read.", exc_info=error)
    return BoltResponse(status=400)
