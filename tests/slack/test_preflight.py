"""A bad token or a missing grant is one sentence, before anything is taken."""

from collections.abc import AsyncIterator

import pytest

from bot.errors import SlackRefused
from bot.playground.accounts import TEAM
from bot.playground.server import Config, Running, start
from bot.slack.preflight import preflight
from tests.playground.driver import APP_TOKEN, BOT_TOKEN, web_client


@pytest.fixture
async def playground() -> AsyncIterator[Running]:
    """A workspace that granted the app one scope."""
    running = await start(Config(port=0, scopes=frozenset({"chat:write"})))
    yield running
    await running.stop()


async def test_good_tokens_tell_who_we_are(playground: Running) -> None:
    identity = await preflight(web_client(playground), ["chat:write"], APP_TOKEN)

    assert (identity.team, identity.user) == (TEAM, "U000000APP")


@pytest.mark.parametrize(
    ("bot", "app", "needed", "words"),
    [
        ("xoxb-wrong", None, [], "SLACK_BOT_TOKEN"),
        ("", None, [], "SLACK_BOT_TOKEN is empty"),
        (APP_TOKEN, None, [], "SLACK_BOT_TOKEN"),
        (BOT_TOKEN, "xapp-wrong", [], "SLACK_APP_TOKEN"),
        (BOT_TOKEN, BOT_TOKEN, [], "SLACK_APP_TOKEN"),
        (BOT_TOKEN, None, ["chat:write", "users:read"], "installed without users:read;"),
    ],
)
async def test_each_fault_is_one_sentence_that_names_it(
    playground: Running, bot: str, app: str | None, needed: list[str], words: str
) -> None:
    with pytest.raises(SlackRefused, match=words) as refused:
        await preflight(web_client(playground, bot), needed, app)

    assert bot not in str(refused.value) or not bot
    assert str(refused.value).endswith(".")


async def test_no_slack_at_all_is_said_too(playground: Running) -> None:
    client = web_client(playground)
    await playground.stop()

    with pytest.raises(SlackRefused, match="cannot be reached"):
        await preflight(client, [], None)
