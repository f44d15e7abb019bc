"""What is delivered to the app: event callbacks, actions, submissions, commands; one dataclass for all."""

from dataclasses import dataclass

from bot.playground.accounts import APP_ID, TEAM, Account
from bot.playground.changes import Json
from bot.playground.channels import Channel
from bot.playground.events import Event
from bot.playground.ids import key, object_id
from bot.playground.messages import Message
from bot.playground.methods.account import TEAM_NAME
from bot.playground.workspace import Workspace

VERIFICATION_TOKEN = key()


@dataclass(frozen=True)
class Delivered:
    """A payload on its way. `kind` is Socket Mode's: `events_api`, `interactive`, `slash_commands`."""

    kind: str
    payload: Json

    @property
    def label(self) -> str:
        """The event's, interaction's or command's own name."""
        event = self.payload.get("event")
        if isinstance(event, dict):
            return str(event["type"])
        return str(self.payload.get("command") or self.payload.get("type"))


def event_callback(space: Workspace, event: Event) -> Delivered:
    """An event in its envelope."""
    authorization = {
        "enterprise_id": None,
        "team_id": TEAM,
        "user_id": space.people.app_id,
        "is_bot": True,
        "is_enterprise_install": False,
    }
    payload = {
        "token": VERIFICATION_TOKEN,
        "team_id": TEAM,
        "context_team_id": TEAM,
        "context_enterprise_id": None,
        "api_app_id": APP_ID,
        "event": event.body,
        "type": "event_callback",
        "event_id": object_id("Ev"),
        "event_time": space.now(),
        "authorizations": [authorization],
        "is_ext_shared_channel": event.shared,
        "event_context": key(),
    }
    return Delivered("events_api", payload)


def _who(account: Account) -> Json:
    named = {"id": account.id, "username": account.name, "name": account.name}
    return named | {"team_id": account.team_id}


def _common(kind: str, account: Account) -> Json:
    return {
        "type": kind,
        "user": _who(account),
        "api_app_id": APP_ID,
        "token": VERIFICATION_TOKEN,
        "team": {"id": TEAM, "domain": "corp"},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def response_url(space: Workspace, user: str, channel: str, ts: str = "", thread_ts: str = "") -> str:
    """A fresh response URL."""
    return f"{space.base_url}/response/{space.responses.issue(user, channel, ts, thread_ts)}"


def message_action(
    space: Workspace, account: Account, message: Message, action: Json, state: Json
) -> Delivered:
    """A click on an element of a message (`block_actions`)."""
    channel = space.channels.get(message.channel)
    thread = {"thread_ts": message.body["thread_ts"]} if "thread_ts" in message.body else {}
    container = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": message.channel,
        "is_ephemeral": bool(message.to),
    }
    payload = _common("block_actions", account) | {
        "container": container | thread,
        "trigger_id": space.triggers.issue(account.id),
        "channel": {"id": message.channel, "name": channel.spoken if channel else ""},
        "state": {"values": state},
        "response_url": response_url(space, account.id, message.channel, message.ts, message.thread),
        "actions": [action | {"action_ts": space.stamps.next()}],
    }
    if not message.to:
        payload["message"] = message.body | space.messages.summary(message)
    return Delivered("interactive", payload)


def view_action(space: Workspace, account: Account, view: Json, action: Json) -> Delivered:
    """A click on an element of a modal or home tab (`block_actions`)."""
    payload = _common("block_actions", account) | {
        "container": {"type": "view", "view_id": view["id"]},
        "trigger_id": space.triggers.issue(account.id),
        "view": view,
        "actions": [action | {"action_ts": space.stamps.next()}],
    }
    return Delivered("interactive", payload)


def view_submission(space: Workspace, account: Account, view: Json) -> Delivered:
    """A submitted modal."""
    extra = {"trigger_id": space.triggers.issue(account.id), "view": view, "response_urls": []}
    return Delivered("interactive", _common("view_submission", account) | extra)


def view_closed(account: Account, view: Json, *, cleared: bool) -> Delivered:
    """A modal that was closed without being submitted."""
    payload = _common("view_closed", account) | {"view": view, "is_cleared": cleared}
    return Delivered("interactive", payload)


def block_suggestion(account: Account, place: Json, block_id: str, action_id: str, value: str) -> Delivered:
    """A question for the options of an external select."""
    asked = {"block_id": block_id, "action_id": action_id, "value": value}
    return Delivered("interactive", _common("block_suggestion", account) | asked | place)


def slash_command(space: Workspace, account: Account, channel: Channel, command: str, text: str) -> Delivered:
    """A slash command; over HTTP its fields are a form."""
    payload = {
        "token": VERIFICATION_TOKEN,
        "team_id": account.team_id,
        "team_domain": TEAM_NAME.lower(),
        "channel_id": channel.id,
        "channel_name": channel.spoken,
        "user_id": account.id,
        "user_name": account.name,
        "command": command,
        "text": text,
        "api_app_id": APP_ID,
        "is_enterprise_install": "false",
        "response_url": response_url(space, account.id, channel.id),
        "trigger_id": space.triggers.issue(account.id),
    }
    return Delivered("slash_commands", payload)
