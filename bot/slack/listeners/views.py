"""Forms that were sent: checked while Slack waits, so that a fault stands beside its field."""

import re
from collections.abc import Mapping
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.slack.admission import at_the_door
from bot.slack.listeners.doorway import Doorway

ANY = re.compile(r".*", re.DOTALL)


def register(app: AsyncApp, doorway: Doorway) -> None:
    """Keep every form."""

    @app.view(ANY)
    async def sent(ack: AsyncAck, body: Mapping[str, Any]) -> None:
        if not at_the_door(body, doorway.team):
            await ack()
            return
        turn = doorway.reading.submission(body)
        faults = doorway.forms.faults(turn)
        if faults:
            await ack(response_action="errors", errors=faults)
            return
        await doorway.door.take(turn)
        await ack()

    @app.view_closed(ANY)
    async def closed(ack: AsyncAck) -> None:
        await ack()
