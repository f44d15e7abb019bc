"""Our side of Slack: who we are there, and the clients that reach it."""

from contextlib import AsyncExitStack
from dataclasses import dataclass

from slack_sdk.web.async_client import AsyncWebClient

from bot.settings import Settings, require_slack
from bot.slack.client import http_session, posting_client, reading_client
from bot.slack.preflight import Identity, preflight
from bot.slack.scopes import bot_scopes
from bot.store.clock import clock


@dataclass(frozen=True)
class Slack:
    """Who we are in the workspace, and the two clients that reach it."""

    identity: Identity
    reader: AsyncWebClient
    poster: AsyncWebClient


async def reach_slack(settings: Settings, stack: AsyncExitStack) -> Slack:
    """Clients for reading and posting, once the tokens have been found good."""
    require_slack(settings)
    session = await stack.enter_async_context(http_session())
    reader = reading_client(settings.token, settings.slack_api_url, session)
    poster = posting_client(settings.token, settings.slack_api_url, session)
    app_token = settings.slack_app_token.get_secret_value() if settings.slack_app_token else None
    identity = await preflight(reader, bot_scopes(), app_token)
    clock.compare(identity.clock.now)
    return Slack(identity, reader, poster)
