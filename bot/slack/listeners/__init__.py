"""What Slack tells us. A listener acknowledges, translates, hands over; the work is done elsewhere."""

from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.bolt import Bolt
from bot.slack.listeners import actions, commands, home, messages, others, reactions, views
from bot.slack.listeners.doorway import Doorway


def listening(client: AsyncWebClient, doorway: Doorway) -> Bolt:
    """Bolt with every listener; the catch-alls last."""
    app = Bolt(client, messages.keeping(doorway))
    for room in (actions, views, commands, home, reactions):
        room.register(app, doorway)
    others.register(app)
    return app
