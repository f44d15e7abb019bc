"""Messages and their threads: posting, editing, deleting, reacting, reading."""

from copy import deepcopy
from dataclasses import dataclass, field
from itertools import takewhile

from bot.playground.accounts import TEAM, Account, People
from bot.playground.changes import Changes, Json, What
from bot.playground.channels import Channel, Channels
from bot.playground.ids import Stamps


@dataclass
class Message:
    """One message. `body` is Slack's message object; `to` names the only reader of an ephemeral one.

    `former` are the blocks it had before each edit, oldest first.
    """

    channel: str
    body: Json
    to: str = ""
    streaming: bool = False
    former: list[list[Json]] = field(default_factory=list)

    @property
    def versions(self) -> list[list[Json]]:
        """Its blocks now, and as they were before, newest first."""
        return [_blocks_in(self.body), *reversed(self.former)]

    @property
    def ts(self) -> str:
        """The timestamp, which is the message's id in its channel."""
        return str(self.body["ts"])

    @property
    def thread(self) -> str:
        """The root's timestamp for a reply, else empty."""
        thread_ts = str(self.body.get("thread_ts", ""))
        return "" if thread_ts == self.ts else thread_ts


def _blocks_in(body: Json) -> list[Json]:
    attached = (attachment.get("blocks") or [] for attachment in body.get("attachments") or [])
    return [*(body.get("blocks") or []), *(block for blocks in attached for block in blocks)]


def author_fields(account: Account) -> Json:
    """What a message object says about its author."""
    fields: Json = {"user": account.id, "team": TEAM}
    if account.team_id != TEAM:
        fields |= {"user_team": account.team_id, "source_team": account.team_id}
    if account.is_bot:
        profile = {
            "id": account.bot_id,
            "app_id": account.app_id,
            "name": account.real_name,
            "deleted": False,
        }
        fields |= {"bot_id": account.bot_id, "app_id": account.app_id, "bot_profile": profile}
    return fields


class Messages:
    """Every message of every channel, oldest first."""

    def __init__(self, people: People, channels: Channels, stamps: Stamps, changes: Changes) -> None:
        self._people = people
        self._channels = channels
        self._stamps = stamps
        self._changes = changes
        self._by_channel: dict[str, dict[str, Message]] = {}
        self._replies: dict[tuple[str, str], list[Message]] = {}

    def get(self, channel: str, ts: str) -> Message | None:
        """The message with this timestamp."""
        return self._by_channel.get(channel, {}).get(ts)

    def of(self, channel: str) -> list[Message]:
        """A channel's messages, thread replies and ephemeral ones among them."""
        return list(self._by_channel.get(channel, {}).values())

    def thread(self, channel: str, ts: str) -> list[Message]:
        """The replies to a message, oldest first."""
        return list(self._replies.get((channel, ts), []))

    def root_of(self, channel: str, ts: str) -> str:
        """The root's timestamp when `ts` names a reply, else `ts`."""
        message = self.get(channel, ts)
        return message.thread or ts if message else ts

    def post(self, channel: Channel, author: Account, fields: Json, *, streaming: bool = False) -> Message:
        """Post a message; `fields` are laid over what the author's account says (None takes away)."""
        body = {"type": "message", **author_fields(author), **fields, "ts": self._stamps.next()}
        if body.get("thread_ts"):
            body["thread_ts"] = self.root_of(channel.id, str(body["thread_ts"]))
        message = Message(channel.id, _without_none(body), streaming=streaming)
        self._keep(message)
        self._changes.tell(What.MESSAGE, author.id, channel.id, self.shown(message))
        self._channels.mark(channel, author.id, message.ts)
        return message

    def whisper(self, channel: Channel, author: Account, to: str, fields: Json) -> Message:
        """Post an ephemeral message for one reader."""
        body = {"type": "message", **author_fields(author), **fields, "ts": self._stamps.next()}
        message = Message(channel.id, _without_none(body), to=to)
        self._keep(message)
        self._changes.tell(What.EPHEMERAL, author.id, channel.id, self.shown(message), to=to)
        return message

    def _keep(self, message: Message) -> None:
        self._by_channel.setdefault(message.channel, {})[message.ts] = message
        if message.thread and not message.to:
            self._replies.setdefault((message.channel, message.thread), []).append(message)

    def edit(self, message: Message, by: str, fields: Json, *, marked: bool = True) -> None:
        """Change a message; None takes a field away. `marked` leaves the "edited" note."""
        before = deepcopy(message.body)
        message.former.append(_blocks_in(before))
        note = {"edited": {"user": by, "ts": self._stamps.next()}} if marked and not message.to else {}
        message.body = _without_none(message.body | fields | note)
        what = What.EPHEMERAL_EDIT if message.to else What.EDIT
        self._changes.tell(what, by, message.channel, self.shown(message), before=before, to=message.to)

    def grow(self, message: Message, fields: Json) -> None:
        """Change a message that is still being streamed: seen on the page, no event yet."""
        message.body = _without_none(message.body | fields)
        self._changes.tell(What.APPEND, self._people.app_id, message.channel, self.shown(message))

    def delete(self, message: Message, by: str) -> None:
        """Delete a message. Its replies stay, as in Slack."""
        before = self.shown(message)
        del self._by_channel[message.channel][message.ts]
        if message.thread and not message.to:
            self._replies[message.channel, message.thread].remove(message)
        what = What.EPHEMERAL_DELETION if message.to else What.DELETION
        gone = {"ts": message.ts, "thread_ts": message.thread}
        self._changes.tell(what, by, message.channel, gone, before=before, to=message.to)

    def react(self, message: Message, by: str, name: str) -> bool:
        """Add a reaction; False where it stands already."""
        reactions = message.body.setdefault("reactions", [])
        entry = next((one for one in reactions if one["name"] == name), None)
        if entry is None:
            entry = {"name": name, "users": [], "count": 0}
            reactions.append(entry)
        if by in entry["users"]:
            return False
        entry["users"].append(by)
        entry["count"] = len(entry["users"])
        self._tell_reaction(message, by, name, added=True)
        return True

    def unreact(self, message: Message, by: str, name: str) -> bool:
        """Take a reaction back; False where there is none."""
        reactions = message.body.get("reactions", [])
        entry = next((one for one in reactions if one["name"] == name and by in one["users"]), None)
        if entry is None:
            return False
        entry["users"].remove(by)
        entry["count"] = len(entry["users"])
        message.body["reactions"] = [one for one in reactions if one["users"]]
        self._tell_reaction(message, by, name, added=False)
        return True

    def _tell_reaction(self, message: Message, by: str, name: str, *, added: bool) -> None:
        detail = {"name": name, "added": added, "message": self.shown(message)}
        self._changes.tell(What.REACTION, by, message.channel, detail)

    def summary(self, message: Message) -> Json:
        """What a root says about its thread (`reply_count`, …); empty without replies."""
        replies = self.thread(message.channel, message.ts)
        if not replies:
            return {}
        users = list(dict.fromkeys(str(one.body.get("user") or one.body.get("bot_id")) for one in replies))
        return {
            "thread_ts": message.ts,
            "reply_count": len(replies),
            "reply_users_count": len(users),
            "reply_users": users,
            "latest_reply": replies[-1].ts,
        }

    def shown(self, message: Message) -> Json:
        """The message as the page and the journal show it."""
        extra: Json = {"channel": message.channel, **self.summary(message)}
        if message.to:
            extra |= {"ephemeral": True, "to": message.to}
        if message.streaming:
            extra |= {"streaming": True}
        return message.body | extra

    def unread(self, channel: Channel, user_id: str) -> tuple[int, int]:
        """How many messages of others this person has not read, and how many of them name the person."""
        since = channel.last_read.get(user_id, "")
        newest_first = reversed(self._by_channel.get(channel.id, {}).values())
        later = takewhile(lambda one: one.ts > since, newest_first)
        fresh = [one.body for one in later if one.body.get("user") != user_id and not one.to]
        naming = [body for body in fresh if channel.is_dm or names(body, user_id)]
        return len(fresh), len(naming)


def names(body: Json, user_id: str) -> bool:
    """Whether a message mentions this person, by name or with everybody."""
    words = f"{body.get('text', '')} {body.get('blocks', '')}"
    return any(mention in words for mention in (f"<@{user_id}", "<!channel", "<!here", "<!everyone"))


def _without_none(body: Json) -> Json:
    return {key: value for key, value in body.items() if value is not None}
