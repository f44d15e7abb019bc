"""Asks Slack about the people whom baton.toml names, where there is a token to ask with."""

from collections.abc import Sequence

from bot.desk.calendar.strangers import strangers
from bot.errors import BatonError
from bot.settings import Settings
from bot.slack.client import UNREACHABLE, http_session, posting_client
from bot.slack.people import Directory
from bot.slack.preflight import preflight


async def strange_names(settings: Settings) -> tuple[Sequence[str], str]:
    """Faults, and why there may be more of them: Slack could not be asked ("" when it was)."""
    desks = settings.company.desks
    async with http_session() as session:
        client = posting_client(settings.token, settings.slack_api_url, session)
        try:
            identity = await preflight(client, (), None)
            people = Directory(client, identity, desks, frozenset())
            return [str(one) for one in await strangers(people, desks)], ""
        except BatonError as error:
            return [], f"Slack could not be asked about the people in baton.toml. {error}"
        except UNREACHABLE as error:
            return [], f"Slack could not be asked about the people in baton.toml ({type(error).__name__})."
