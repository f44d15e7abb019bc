"""Catch-alls: what nobody listens to is acknowledged too, or Slack would send it again and again."""

import re

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

ANY = re.compile(r".*", re.DOTALL)


def register(app: AsyncApp) -> None:
    """Acknowledge the rest."""

    @app.event(ANY)
    async def event() -> None:
        """Nothing is done about this event."""

    async def acknowledge(ack: AsyncAck) -> None:
        await ack()

    app.shortcut(ANY)(acknowledge)
    app.options(ANY)(acknowledge)
