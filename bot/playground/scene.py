"""What one person sees of the workspace: the page's first picture."""

from typing import Any

from bot.playground.accounts import APP_ID, Account, address_of
from bot.playground.changes import Json
from bot.playground.channels import Channel
from bot.playground.manifest import Manifest
from bot.playground.workspace import Workspace


def user_shown(space: Workspace, account: Account) -> Json:
    """A person as the page shows them."""
    flags = ("is_bot", "is_admin", "is_owner", "is_restricted", "deleted", "is_app")
    plain = ("id", "name", "real_name", "title", "tz", "team_id")
    shown: Json = {name: getattr(account, name) for name in (*plain, *flags)}
    return shown | {"email": address_of(account), "image": space.image_of(account)}


def channel_shown(space: Workspace, channel: Channel, viewer: str) -> Json:
    """A conversation as this person sees it."""
    unread, mentions = space.messages.unread(channel, viewer)
    shown: Json = {
        "id": channel.id,
        "name": channel.name,
        "kind": channel.kind,
        "private": channel.kind != "channel",
        "shared": channel.shared,
        "topic": channel.topic,
        "members": list(channel.members),
        "unread": unread,
        "mentions": mentions,
        "last_read": channel.last_read.get(viewer, ""),
    }
    if channel.is_dm:
        other = channel.other(viewer)
        shown |= {"dm_with": other, "name": space.people.name_of(other)}
        shown |= {"is_app_dm": True} if space.people.app_id in channel.members else {}
    return shown


def unread_shown(space: Workspace, channel: Channel, viewer: str) -> Json:
    """Only the marks of a conversation."""
    unread, mentions = space.messages.unread(channel, viewer)
    read = channel.last_read.get(viewer, "")
    return {"channel": channel.id, "unread": unread, "mentions": mentions, "last_read": read}


def messages_shown(space: Workspace, channel: Channel, viewer: str) -> list[Json]:
    """A conversation's messages, oldest first; without a viewer, everybody's ephemeral ones too."""
    visible = [one for one in space.messages.of(channel.id) if not one.to or one.to == viewer or not viewer]
    return [space.messages.shown(one) for one in visible]


def app_shown(space: Workspace) -> Json:
    """The app under test."""
    app = space.people.app
    shown = {"name": app.real_name, "user_id": app.id, "bot_id": app.bot_id, "app_id": APP_ID}
    return shown | {"image": space.image_of(app)}


def scene(space: Workspace, manifest: Manifest, viewer: Account) -> Json:
    """Everything this person sees; the messages are asked for by channel."""
    channels = space.channels.of(viewer.id)
    seen = {channel.id for channel in channels}
    agent = space.agent
    return {
        "me": user_shown(space, viewer),
        "app": app_shown(space),
        "users": [user_shown(space, account) for account in space.people.everybody()],
        "channels": [channel_shown(space, channel, viewer.id) for channel in channels],
        "commands": [vars(command) for command in manifest.commands],
        "home": space.views.home(viewer.id),
        "views": [view | {"user": viewer.id} for view in space.views.modals(viewer.id)],
        "prompts": {key: value for key, value in agent.prompts.items() if key in seen},
        "status": _seen(agent.statuses(), seen),
        "sessions": _seen(agent.sessions, seen),
    }


def _seen(things: dict[str, Any], channels: set[str]) -> dict[str, Any]:
    return {key: value for key, value in things.items() if key.partition(":")[0] in channels}
