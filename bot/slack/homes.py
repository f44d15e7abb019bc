"""What people see before they write: their Home page, and suggested first messages."""

import logging

from slack_sdk.web.async_client import AsyncWebClient

from bot.coworkers.home import home
from bot.errors import Unreachable
from bot.governance.people import refusal
from bot.intake.rooms import Rooms
from bot.slack.blocks import home as home_blocks
from bot.slack.client import UNREACHABLE

log = logging.getLogger(__name__)

PROMPTS = (
    ("I forgot a password", "I forgot my Okta password"),
    ("My laptop is slow", "My laptop has been so slow since the update"),
    ("Book time off", "I'd like to book some time off"),
    ("Ask the handbook", "How much may a hotel in Paris cost?"),
)


class Homes:
    """Publishes Home pages and suggestions; both can be shown again at any time, so nothing is kept."""

    def __init__(self, client: AsyncWebClient, rooms: Rooms) -> None:
        self._client = client
        self._rooms = rooms

    async def show(self, user: str) -> None:
        """Publish somebody's Home page as it stands now."""
        try:
            async with self._rooms.sessions() as session:
                page = await home(self._rooms.commands, session, team=self._rooms.team, user=user)
            await self._client.views_publish(user_id=user, view=home_blocks.render(page))
        except (Unreachable, *UNREACHABLE) as error:
            log.warning("A Home page could not be shown: %s", error)

    async def suggest(self, user: str, channel: str) -> None:
        """Offer first messages to somebody who may write to us."""
        try:
            if refusal(await self._rooms.people.member(user)) is not None:
                return
            await self._client.assistant_threads_setSuggestedPrompts(
                channel_id=channel,
                prompts=[{"title": title, "message": message} for title, message in PROMPTS],
            )
        except (Unreachable, *UNREACHABLE) as error:
            log.warning("Suggestions could not be shown: %s", error)
