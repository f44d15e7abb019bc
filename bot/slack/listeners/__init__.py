"""What Slack tells us. A listener acknowledges, translates, hands over; the work is done elsewhere."""

from slack_bolt.app.async_app import AsyncApp

from bot.slack.listeners import actions, commands, home, messages, others, views
from bot.slack.listeners.doorway import Doorway


def register(app: AsyncApp, doorway: Doorway) -> None:
    """Register every listener; the catch-alls last."""
    for room in (messages, actions, views, commands, home):
        room.register(app, doorway)
    others.register(app)
