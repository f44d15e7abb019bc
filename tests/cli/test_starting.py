"""Starting the bot where something is wrong: one sentence says what and what to do."""

from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from bot.app import run
from bot.errors import BatonError, ConfigurationError
from bot.intake.learning import Learned, learn
from bot.playground.server import Config, start
from bot.settings import CompanyFile, DeskSettings, Settings
from bot.slack import client
from tests.stories.stage import MANIFEST


async def refusal(folder: Path, learned: Learned, playground: Config, **changes: Any) -> str:
    """The sentence with which a bot gives up at its start."""
    slack = await start(playground)
    settings = Settings(
        slack_bot_token=SecretStr("xoxb-playground"),
        slack_app_token=SecretStr("xapp-playground"),
        slack_api_url=f"{slack.url}/api/",
        database_url=f"sqlite+aiosqlite:///{folder}/baton.db",
        port=slack.port if changes.pop("port_in_use", False) else 0,
    ).model_copy(update=changes)
    try:
        with pytest.raises(BatonError) as refused:
            async with run(settings, learned):
                pass
    finally:
        await slack.stop()
    return str(refused.value)


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"slack_bot_token": SecretStr("xoxb-other")}, ("SLACK_BOT_TOKEN", "xoxb-")),
        ({"slack_bot_token": SecretStr("xapp-playground")}, ("SLACK_BOT_TOKEN", "not a bot token")),
        ({"slack_app_token": SecretStr("xapp-other")}, ("SLACK_APP_TOKEN", "xapp-")),
        ({"slack_app_token": SecretStr("xoxb-playground")}, ("SLACK_APP_TOKEN", "xapp-")),
        ({"slack_api_url": "http://127.0.0.1:9/api/"}, ("SLACK_API_URL", "cannot be reached")),
        ({"database_url": "sqlite+aiosqlite:////proc/baton/baton.db"}, ("/proc/baton", "DATABASE_URL")),
        ({"port_in_use": True}, ("cannot listen", "PORT")),
    ],
)
async def test_what_is_wrong_at_the_start_is_said(
    tmp_path: Path,
    learned: Learned,
    monkeypatch: pytest.MonkeyPatch,
    changes: dict[str, Any],
    named: tuple[str, ...],
) -> None:
    monkeypatch.setattr(client, "READS_AGAIN", 1)
    sentence = await refusal(tmp_path, learned, Config(port=0, manifest=MANIFEST), **changes)

    assert all(part in sentence for part in named)
    assert "\n" not in sentence


async def test_missing_scopes_are_listed(tmp_path: Path, learned: Learned) -> None:
    few = Config(port=0, manifest=MANIFEST, scopes=frozenset({"chat:write", "im:history"}))

    sentence = await refusal(tmp_path, learned, few)

    assert "app_mentions:read" in sentence
    assert "im:history" not in sentence
    assert "manifest.yml" in sentence


async def test_a_desk_without_a_channel_is_named_with_its_key(tmp_path: Path, learned: Learned) -> None:
    company = CompanyFile(desks={"it": DeskSettings(channel="nowhere")})

    sentence = await refusal(tmp_path, learned, Config(port=0, manifest=MANIFEST), company=company)

    assert "#nowhere" in sentence
    assert "[desks.it] in baton.toml" in sentence


def test_an_embedder_that_is_none_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="BATON_EMBEDDER"):
        learn(Settings(baton_embedder=tmp_path))
