"""Catch-alls: what nobody listens to is acknowledged too, or Slack would send it again and again."""

import logging
import re

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.response import BoltResponse

from bot.errors import StoreUnavailable

log = logging.getLogger(__name__)
ANY = re.compile(r".*", re.DOTALL)


def register(app: AsyncApp) -> None:
    """Acknowledge the rest; tell Slack to come again only when we could not keep something."""

    @app.event(ANY)
    async def event() -> None:
        """Nothing is done about this event."""

    async def acknowledge(ack: AsyncAck) -> None:
        await ack()

    app.shortcut(ANY)(acknowledge)
    app.options(ANY)(acknowledge)

    @app.error
    async def failed(error: Exception) -> BoltResponse:
        if isinstance(error, BoltUnhandledRequestError):
            return BoltResponse(status=200)
        if isinstance(error, StoreUnavailable):
            log.error("Could not keep a request: %s", error)
            return BoltResponse(status=503)
        log.error("A request could not be read.", exc_info=error)
        return BoltResponse(status=400)
