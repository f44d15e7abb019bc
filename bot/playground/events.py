"""Which Events API events a change causes; pure."""

from dataclasses import dataclass

from bot.playground.accounts import TEAM, user_object
from bot.playground.changes import Change, Json, What
from bot.playground.channels import Channel
from bot.playground.workspace import Workspace

_PLURAL = {"channel": "channels", "group": "groups", "im": "im"}
_PAGE_ONLY = ("channel", "reply_count", "reply_users", "reply_users_count", "latest_reply", "streaming")


@dataclass(frozen=True)
class Event:
    """An event and the name under which an app subscribes to it (`message.im`, `app_mention`, …)."""

    subscription: str
    body: Json
    shared: bool = False


def events_of(space: Workspace, change: Change) -> list[Event]:
    """The events of a change that the app may see, in order."""
    channel = space.channels.get(change.channel)
    if channel and change.what in _IN_CHANNELS:
        was_removed = change.what == What.MEMBER and change.by == space.people.app_id
        seen = space.app_is_in(channel) or was_removed
        return _IN_CHANNELS[change.what](space, change, channel) if seen else []
    return _ELSEWHERE[change.what](space, change) if change.what in _ELSEWHERE else []


def _plain(message: Json) -> Json:
    return {key: value for key, value in message.items() if key not in (*_PAGE_ONLY, "metadata")}


def _message(space: Workspace, change: Change, channel: Channel) -> list[Event]:
    place = {"channel": channel.id, "channel_type": channel.kind, "event_ts": change.data["ts"]}
    body = _plain(change.data) | place | _parent(space, change)
    account = space.people.get(change.by)
    if channel.is_dm and account and not account.is_bot:
        body |= _context(space, change.by)
    events = [Event(f"message.{_PLURAL[channel.kind]}", body, channel.shared)]
    app = space.people.app_id
    if f"<@{app}" in str(body.get("text", "")) and change.by != app and not channel.is_dm:
        mention = {key: body[key] for key in body if key not in ("channel_type", "subtype")}
        events.append(Event("app_mention", mention | {"type": "app_mention"}, channel.shared))
    return events + [_file_shared(channel, body, file["id"]) for file in body.get("files") or []]


def _parent(space: Workspace, change: Change) -> Json:
    """Whose message a reply answers."""
    root = space.messages.get(change.channel, str(change.data.get("thread_ts", "")))
    is_reply = root is not None and root.ts != change.data["ts"]
    return {"parent_user_id": root.body.get("user", "")} if root and is_reply else {}


def _file_shared(channel: Channel, body: Json, file_id: str) -> Event:
    shared = {"type": "file_shared", "file_id": file_id, "file": {"id": file_id}}
    shared |= {"user_id": body.get("user", ""), "channel_id": channel.id, "event_ts": body["ts"]}
    return Event("file_shared", shared, channel.shared)


def _context(space: Workspace, user: str) -> Json:
    context = space.contexts.get(user)
    return {"app_context": {"entities": context}} if context else {}


def _edit(space: Workspace, change: Change, channel: Channel) -> list[Event]:
    ts = space.stamps.next()
    body = {
        "type": "message",
        "subtype": "message_changed",
        "hidden": True,
        "message": _plain(change.data),
        "previous_message": _plain(change.before),
        "channel": channel.id,
        "channel_type": channel.kind,
        "ts": ts,
        "event_ts": ts,
    }
    return [Event(f"message.{_PLURAL[channel.kind]}", body, channel.shared)]


def _deletion(space: Workspace, change: Change, channel: Channel) -> list[Event]:
    ts = space.stamps.next()
    body = {
        "type": "message",
        "subtype": "message_deleted",
        "hidden": True,
        "deleted_ts": change.data["ts"],
        "previous_message": _plain(change.before),
        "channel": channel.id,
        "channel_type": channel.kind,
        "ts": ts,
        "event_ts": ts,
    }
    return [Event(f"message.{_PLURAL[channel.kind]}", body, channel.shared)]


def _reaction(space: Workspace, change: Change, channel: Channel) -> list[Event]:
    message = change.data["message"]
    name = "reaction_added" if change.data["added"] else "reaction_removed"
    body = {
        "type": name,
        "user": change.by,
        "reaction": change.data["name"],
        "item": {"type": "message", "channel": channel.id, "ts": message["ts"]},
        "item_user": message.get("user", ""),
        "event_ts": space.stamps.next(),
    }
    return [Event(name, body, channel.shared)]


def _member(space: Workspace, change: Change, channel: Channel) -> list[Event]:
    name = "member_joined_channel" if change.data["joined"] else "member_left_channel"
    body = {
        "type": name,
        "user": change.by,
        "channel": channel.id,
        "channel_type": "C" if channel.kind == "channel" else "G",
        "team": TEAM,
        "event_ts": space.stamps.next(),
    }
    return [Event(name, body, channel.shared)]


def _session_stopped(space: Workspace, change: Change, channel: Channel) -> list[Event]:
    body = {"type": "agent_session_stopped", "channel": channel.id, "user": change.by}
    return [Event("agent_session_stopped", body | change.data | {"event_ts": space.stamps.next()})]


def _home_opened(space: Workspace, change: Change, channel: Channel) -> list[Event]:
    body: Json = {"type": "app_home_opened", "user": change.by, "channel": channel.id}
    body |= change.data | {"event_ts": space.stamps.next()}
    home = space.views.home(change.by)
    if home and change.data["tab"] == "home":
        body["view"] = home
    if change.by in space.contexts:
        body["context"] = {"entities": space.contexts[change.by]}
    return [Event("app_home_opened", body)]


def _context_changed(space: Workspace, change: Change, channel: Channel) -> list[Event]:
    body = {"type": "app_context_changed", "user": change.by, "channel": channel.id}
    return [Event("app_context_changed", body | change.data | {"event_ts": space.stamps.next()})]


def _user_change(space: Workspace, change: Change) -> list[Event]:
    account = space.people.get(change.by)
    if account is None:
        return []
    user = user_object(account, space.image_of(account))
    body = {"type": "user_change", "user": user, "cache_ts": space.now(), "event_ts": space.stamps.next()}
    return [Event("user_change", body)]


_IN_CHANNELS = {
    What.MESSAGE: _message,
    What.EDIT: _edit,
    What.DELETION: _deletion,
    What.REACTION: _reaction,
    What.MEMBER: _member,
    What.SESSION_STOPPED: _session_stopped,
    What.HOME_OPENED: _home_opened,
    What.CONTEXT: _context_changed,
}
_ELSEWHERE = {What.USER: _user_change}
