"""Before anything is taken: do our tokens work, and were we given what we need? One sentence if not."""

from collections.abc import Collection
from dataclasses import dataclass

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import SlackRefused
from bot.slack.client import UNREACHABLE
from bot.slack.clock import SlackClock

BOT_FAULTS = {
    "invalid_auth": "Slack does not know SLACK_BOT_TOKEN; copy the Bot User OAuth Token (xoxb-…) again.",
    "not_authed": "SLACK_BOT_TOKEN is empty; copy the Bot User OAuth Token (xoxb-…).",
    "account_inactive": "SLACK_BOT_TOKEN belongs to an app that was removed; install the app again.",
    "token_revoked": "SLACK_BOT_TOKEN was revoked; install the app again and copy the new token.",
    "token_expired": "SLACK_BOT_TOKEN has expired; install the app again and copy the new token.",
    "not_allowed_token_type": "SLACK_BOT_TOKEN is not a bot token; it must begin with xoxb-.",
}
APP_FAULTS = {
    "invalid_auth": "Slack does not know SLACK_APP_TOKEN; make an app-level token (xapp-…) again.",
    "not_allowed_token_type": "SLACK_APP_TOKEN is not an app-level token; it must begin with xapp-.",
    "missing_scope": "SLACK_APP_TOKEN lacks the scope connections:write; make one that has it.",
}


@dataclass(frozen=True)
class Identity:
    """Who we are in the workspace. `url` is the workspace's own address, `clock` goes with Slack's."""

    team: str
    user: str
    url: str
    clock: SlackClock


async def preflight(client: AsyncWebClient, needed: Collection[str], app_token: str | None) -> Identity:
    """Check tokens and scopes; raises SlackRefused with one sentence."""
    try:
        answer = await client.auth_test()
        if app_token:
            await _check_app_token(client, app_token)
    except SlackApiError as error:
        code = str(error.response.get("error", error.response.status_code))
        raise SlackRefused(BOT_FAULTS.get(code, f"Slack refused SLACK_BOT_TOKEN ({code}).")) from None
    except UNREACHABLE as error:
        raise SlackRefused(
            f"Slack cannot be reached at {client.base_url} ({type(error).__name__}); "
            "check the network, or SLACK_API_URL."
        ) from None
    _check_scopes(str(answer.headers.get("x-oauth-scopes", "")), needed)
    return Identity(answer["team_id"], answer["user_id"], answer["url"], SlackClock(answer.headers))


async def _check_app_token(client: AsyncWebClient, app_token: str) -> None:
    try:
        await client.apps_connections_open(app_token=app_token)
    except SlackApiError as error:
        code = str(error.response.get("error", error.response.status_code))
        raise SlackRefused(APP_FAULTS.get(code, f"Slack refused SLACK_APP_TOKEN ({code}).")) from None


def _check_scopes(granted: str, needed: Collection[str]) -> None:
    """Slack names the granted scopes in a header; without the header nothing can be said."""
    have = {scope.strip() for scope in granted.split(",") if scope.strip()}
    missing = sorted(set(needed) - have)
    if have and missing:
        raise SlackRefused(
            f"The app was installed without {', '.join(missing)}; update it with manifest.yml and install "
            "it again."
        )
