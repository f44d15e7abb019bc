"""What an app's manifest says about it: name, slash commands, events, scopes."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.playground.changes import Json

SCOPES_OF_EVENTS: dict[str, frozenset[str]] = {
    "app_mention": frozenset({"app_mentions:read"}),
    "message.channels": frozenset({"channels:history"}),
    "message.groups": frozenset({"groups:history"}),
    "message.im": frozenset({"im:history"}),
    "message.mpim": frozenset({"mpim:history"}),
    "reaction_added": frozenset({"reactions:read"}),
    "reaction_removed": frozenset({"reactions:read"}),
    "member_joined_channel": frozenset({"channels:read", "groups:read"}),
    "member_left_channel": frozenset({"channels:read", "groups:read"}),
    "user_change": frozenset({"users:read"}),
    "file_shared": frozenset({"files:read"}),
    "app_home_opened": frozenset(),
    "app_context_changed": frozenset({"assistant:write"}),
    "agent_session_stopped": frozenset({"assistant:write"}),
    "app_uninstalled": frozenset(),
    "tokens_revoked": frozenset(),
}
"""The scopes an event subscription needs, as Slack's event reference lists them."""

SCOPES_OF_OPTIONS: dict[str, frozenset[str]] = {
    "username": frozenset({"chat:write.customize"}),
    "icon_url": frozenset({"chat:write.customize"}),
    "icon_emoji": frozenset({"chat:write.customize"}),
    "user.profile.email": frozenset({"users:read.email"}),
    "slash_command": frozenset({"commands"}),
    "file download": frozenset({"files:read"}),
}
"""The scopes that arguments and features need beside their method's own."""


@dataclass(frozen=True)
class Command:
    """A slash command as people see it."""

    command: str
    description: str = ""
    usage_hint: str = ""


@dataclass(frozen=True)
class Manifest:
    """The parts of an app manifest the playground acts on; None where no manifest restricts."""

    name: str = "App"
    commands: tuple[Command, ...] = ()
    events: frozenset[str] | None = None
    scopes: frozenset[str] | None = None

    def wants(self, event: str) -> bool:
        """Whether the app subscribes to an event such as `message.im`."""
        return self.events is None or event in self.events


def read_manifest(path: Path) -> Manifest:
    """Read a manifest (YAML or JSON); raises `OSError` or `yaml.YAMLError`."""
    content: Json = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    features, settings = content.get("features") or {}, content.get("settings") or {}
    bot_scopes = _inside(content, "oauth_config", "scopes", "bot")
    events = _inside(settings, "event_subscriptions", "bot_events")
    display_name = _inside(features, "bot_user", "display_name") or _inside(
        content, "display_information", "name"
    )
    return Manifest(
        name=str(display_name or "App"),
        commands=tuple(_command(one) for one in features.get("slash_commands") or []),
        events=frozenset(events or []),
        scopes=frozenset(bot_scopes or []),
    )


def _command(entry: Json) -> Command:
    return Command(entry["command"], entry.get("description", ""), entry.get("usage_hint", ""))


def _inside(thing: Json, *path: str) -> Any:
    here: Any = thing
    for name in path:
        here = (here or {}).get(name)
    return here
