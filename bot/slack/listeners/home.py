"""App Home: the Home page when it is opened, suggested prompts beside an empty conversation."""

from collections.abc import Mapping
from typing import Any

from slack_bolt.app.async_app import AsyncApp

from bot.slack.admission import at_the_door
from bot.slack.listeners.doorway import Doorway


def register(app: AsyncApp, doorway: Doorway) -> None:
    """Show Home to whoever opens it, and keep what we know about people fresh."""

    @app.event("app_home_opened")
    async def opened(body: Mapping[str, Any], event: Mapping[str, Any]) -> None:
        if not at_the_door(body, doorway.team):
            return
        if event.get("tab") == "messages":
            await doorway.homes.suggest(event["user"], event["channel"])
        else:
            await doorway.homes.show(event["user"])

    @app.event("user_change")
    async def changed(event: Mapping[str, Any]) -> None:
        doorway.people.changed(event["user"])

    async def moved(event: Mapping[str, Any]) -> None:
        doorway.people.moved(event["user"], event["channel"])

    app.event("member_joined_channel")(moved)
    app.event("member_left_channel")(moved)
