"""Methods about conversations: find, open, list, members, history, replies."""

from bot.playground.changes import Json
from bot.playground.channels import Channel, channel_object
from bot.playground.errors import SlackError
from bot.playground.messages import Message
from bot.playground.methods.registry import SCOPE_WORD, Call, method, page

_TYPE = {"channel": "public_channel", "group": "private_channel", "im": "im"}


@method("conversations.open", "im:write", tier=50)
def open_conversation(call: Call) -> Json:
    """Open a person's DM with the app, by `users` or `channel`."""
    users = call.words("users")
    if not users:
        channel = call.channel()
        return {"channel": {"id": channel.id}, "no_op": True, "already_open": True}
    if len(users) > 1:
        raise SlackError("method_not_supported_for_channel_type")
    person = call.space.people.get(users[0])
    if person is None:
        raise SlackError("user_not_found")
    if person.deleted or person.is_bot:
        raise SlackError("cannot_dm_bot" if person.is_bot else "user_disabled")
    channel = call.space.channels.dm(person.id, call.space.people.app_id)
    shown = channel_object(channel, call.space.people.app_id)
    return {"channel": shown if call.flag("return_im") else {"id": channel.id}}


@method("conversations.info", by_kind="read")
def info(call: Call) -> Json:
    """One conversation."""
    channel = call.space.channels.get(call.text("channel"))
    if channel is None or (channel.kind != "channel" and not call.space.app_is_in(channel)):
        raise SlackError("channel_not_found")
    call.grant(f"{SCOPE_WORD[channel.kind]}:read")
    return {"channel": channel_object(channel, call.space.people.app_id)}


@method("conversations.list", by_kind="read", tier=20)
def list_conversations(call: Call) -> Json:
    """The conversations the app may see, of the given `types`."""
    types = _types(call)
    visible = call.space.channels.of(call.space.people.app_id)
    return _listed(call, [one for one in visible if _TYPE[one.kind] in types])


@method("users.conversations", by_kind="read")
def users_conversations(call: Call) -> Json:
    """The conversations a user (the app, without `user`) is a member of, not saying so in each, as Slack."""
    user = call.text("user") or call.space.people.app_id
    types = _types(call)
    every = call.space.channels.every()
    answer = _listed(call, [one for one in every if user in one.members and _TYPE[one.kind] in types])
    for shown in answer["channels"]:
        shown.pop("is_member", None)
        shown.pop("num_members", None)
    return answer


def _types(call: Call) -> list[str]:
    types = call.words("types") or ["public_channel"]
    for kind, name in _TYPE.items():
        if name in types:
            call.grant(f"{SCOPE_WORD[kind]}:read")
    return types


def _listed(call: Call, channels: list[Channel]) -> Json:
    some, cursor = page(channels, call, 100)
    shown = [channel_object(one, call.space.people.app_id) for one in some]
    return {"channels": shown, "response_metadata": {"next_cursor": cursor}}


@method("conversations.members", by_kind="read", tier=100)
def members(call: Call) -> Json:
    """The members' ids."""
    some, cursor = page(call.channel().members, call, 100)
    return {"members": some, "response_metadata": {"next_cursor": cursor}}


@method("conversations.join", "channels:join")
def join(call: Call) -> Json:
    """Join a public channel."""
    channel = call.space.channels.get(call.text("channel"))
    if channel is None or channel.kind != "channel":
        raise SlackError("channel_not_found")
    if not call.space.app_is_in(channel):
        call.space.channels.join(channel, call.space.people.app_id)
    return {"channel": channel_object(channel, call.space.people.app_id)}


@method("conversations.history", by_kind="history")
def history(call: Call) -> Json:
    """Top-level messages, newest first."""
    channel = call.channel()
    tops = [one for one in _between(call, channel) if not one.thread or _is_broadcast(one)]
    return _messages(call, tops[::-1], 100)


@method("conversations.replies", by_kind="history")
def replies(call: Call) -> Json:
    """A thread: the root, then its replies, oldest first."""
    channel = call.channel()
    root_ts = call.space.messages.root_of(channel.id, call.required("ts"))
    root = call.space.messages.get(channel.id, root_ts)
    thread = call.space.messages.thread(channel.id, root_ts)
    if root is None and not thread:
        raise SlackError("thread_not_found")
    in_time = _between(call, channel)
    listed = ([root] if root else []) + [one for one in thread if one in in_time]
    return _messages(call, listed, 1000)


def _is_broadcast(message: Message) -> bool:
    return message.body.get("subtype") == "thread_broadcast"


def _between(call: Call, channel: Channel) -> list[Message]:
    """Messages between `oldest` and `latest`; the bounds count when `inclusive`."""
    oldest, latest = _bound(call.text("oldest"), "0"), _bound(call.text("latest"), "9")
    inclusive = call.flag("inclusive")
    return [
        one
        for one in call.space.messages.of(channel.id)
        if not one.to and (oldest < one.ts < latest or (inclusive and one.ts in (oldest, latest)))
    ]


def _bound(given: str, otherwise: str) -> str:
    """A timestamp comparable as text, whatever digits the caller gave it (`1700000000` or `…0.5`)."""
    if not given:
        return otherwise * 17
    seconds, _, fraction = given.partition(".")
    return f"{seconds:0>10}.{fraction:0<6}"


def _messages(call: Call, messages: list[Message], default: int) -> Json:
    some, cursor = page(messages, call, default)
    answer: Json = {"messages": [_shown(call, one) for one in some], "has_more": bool(cursor)}
    return answer | {"response_metadata": {"next_cursor": cursor}} if cursor else answer


def _shown(call: Call, message: Message) -> Json:
    body = message.body | call.space.messages.summary(message)
    if not call.flag("include_all_metadata"):
        body.pop("metadata", None)
    return body
