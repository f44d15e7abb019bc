"""Buttons and menus. What opens a form is shown at once, while Slack's trigger lives; the rest is kept."""

import re
from collections.abc import Mapping
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.slack.admission import at_the_door
from bot.slack.forms import OPENERS
from bot.slack.listeners.doorway import Doorway

ANY = re.compile(r".*", re.DOTALL)


def register(app: AsyncApp, doorway: Doorway) -> None:
    """Keep every click."""

    @app.action(ANY)
    async def clicked(ack: AsyncAck, body: Mapping[str, Any]) -> None:
        if at_the_door(body, doorway.team) and body.get("actions"):
            turn = doorway.reading.click(body)
            if turn.action not in OPENERS or not await doorway.forms.open(turn, body["trigger_id"]):
                await doorway.door.take(turn)
        await ack()
