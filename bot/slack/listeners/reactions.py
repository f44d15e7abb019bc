"""Emoji under messages: kept where something is carried between employee and staff, else passed over."""

from collections.abc import Mapping
from typing import Any

from slack_bolt.app.async_app import AsyncApp

from bot.slack.admission import at_the_door
from bot.slack.listeners.doorway import Doorway


def register(app: AsyncApp, doorway: Doorway) -> None:
    """Keep reactions that may have to cross."""

    async def reacted(body: Mapping[str, Any]) -> None:
        if not at_the_door(body, doorway.team):
            return
        turn = doorway.reading.reaction(body)
        if turn is not None and await doorway.relayed.anything_in(turn.channel):
            await doorway.door.take(turn, event=body.get("event_id"))

    app.event("reaction_added")(reacted)
    app.event("reaction_removed")(reacted)
