"""Slash commands. A bare `/support` opens its form while the trigger lives; the rest is kept and answered."""

import re
from collections.abc import Mapping
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.slack.admission import at_the_door
from bot.slack.listeners.doorway import Doorway

ANY = re.compile(r".*", re.DOTALL)


def register(app: AsyncApp, doorway: Doorway) -> None:
    """Keep every command."""

    @app.command(ANY)
    async def commanded(ack: AsyncAck, body: Mapping[str, Any]) -> None:
        if at_the_door(body, doorway.team):
            turn = doorway.reading.command(body)
            bare = turn.command == "/support" and not turn.text and await doorway.forms.admits(turn.user)
            if not bare or not await doorway.forms.open_request(turn, body["trigger_id"]):
                await doorway.door.take(turn)
        await ack()
