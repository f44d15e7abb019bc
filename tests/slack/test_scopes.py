"""The scopes we ask for: what the code calls and listens to needs them, and nothing more is asked."""

import json
import re
from pathlib import Path

import jsonschema
import pytest
import yaml
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground.manifest import SCOPES_OF_EVENTS, SCOPES_OF_OPTIONS
from bot.playground.methods import SCOPES_OF_METHODS
from bot.slack import scopes

ROOT = Path(__file__).parents[2]
MANIFEST = yaml.safe_load((ROOT / "manifest.yml").read_text(encoding="utf-8"))
SCHEMA = ROOT.parent / "shared/data/slack/manifest.schema.2.0.0.json"
SOURCES = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "bot/slack").rglob("*.py")))
OF_THE_APP_TOKEN = frozenset({"connections:write"})
BY_OPTIONS = frozenset[str]().union(*SCOPES_OF_OPTIONS.values())
BY_OTHER_MEANS = {
    "apps.connections.open": "the socket opens itself with the app-level token",
    "auth.test": "asked before anything else",
}


def called() -> set[str]:
    """The Web API methods that the code of `bot/slack` calls, by Slack's names."""
    names = {name.replace(".", "_"): name for name in SCOPES_OF_METHODS}
    used = set(re.findall(r"\.([a-z]+(?:_[a-z]+)*_[A-Za-z]+)\(", SOURCES))
    return {names[name] for name in used & set(names) if hasattr(AsyncWebClient, name)}


def test_the_table_of_methods_is_what_the_code_calls() -> None:
    assert called() | set(BY_OTHER_MEANS) == set(scopes.METHODS)


@pytest.mark.parametrize("method", sorted(scopes.METHODS))
def test_each_method_has_scopes_that_let_it_be_called(method: str) -> None:
    """Several scopes of one method are for the kinds of conversation; we name those of the kinds we use."""
    needed = SCOPES_OF_METHODS[method] - OF_THE_APP_TOKEN
    assert bool(scopes.METHODS[method] & needed) == bool(needed)
    assert scopes.METHODS[method] <= needed | BY_OPTIONS


def test_the_table_of_events_is_what_the_manifest_subscribes_to() -> None:
    assert set(scopes.EVENTS) == set(MANIFEST["settings"]["event_subscriptions"]["bot_events"])


@pytest.mark.parametrize("event", sorted(scopes.EVENTS))
def test_each_event_has_the_scopes_it_needs(event: str) -> None:
    assert SCOPES_OF_EVENTS[event] <= scopes.EVENTS[event]


def test_the_table_of_commands_is_the_manifest_s() -> None:
    assert set(scopes.COMMANDS) == {each["command"] for each in MANIFEST["features"]["slash_commands"]}


def test_the_manifest_asks_for_the_scopes_of_the_tables_and_no_more() -> None:
    assert set(MANIFEST["oauth_config"]["scopes"]["bot"]) == scopes.bot_scopes()


def test_the_suggestions_of_the_manifest_are_those_of_the_code() -> None:
    from bot.slack.homes import PROMPTS

    listed = MANIFEST["features"]["agent_view"]["suggested_prompts"]
    assert [(each["title"], each["message"]) for each in listed] == list(PROMPTS)


@pytest.mark.skipif(not SCHEMA.exists(), reason="Slack's manifest schema is not on this machine.")
def test_the_manifest_is_valid_by_slack_s_own_schema() -> None:
    jsonschema.validate(MANIFEST, json.loads(SCHEMA.read_text(encoding="utf-8")))
