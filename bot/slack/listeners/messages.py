"""Messages in direct conversations, threads and mentions, with their edits and deletions."""

from collections.abc import Mapping
from typing import Any

from bot.slack.admission import at_the_door
from bot.slack.bolt import Keep
from bot.slack.listeners.doorway import Doorway


def keeping(doorway: Doorway) -> Keep:
    """What keeps every message that was said to us."""

    async def keep(body: Mapping[str, Any]) -> None:
        if not at_the_door(body, doorway.team):
            return
        turn = doorway.reading.message(body)
        if turn is not None:
            await doorway.door.take(turn, event=body.get("event_id"))

    return keep
