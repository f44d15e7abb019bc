"""Channels and direct messages: who is in them, what is read."""

from dataclasses import dataclass, field

from bot.playground.accounts import TEAM, Account, People
from bot.playground.changes import Changes, Json, What
from bot.playground.errors import NotFound, Refused
from bot.playground.ids import named_id

CREATED = 1700000000
DESK_CHANNELS: dict[str, tuple[str, ...]] = {
    "it-support": ("sam", "sara"),
    "hr-support": ("hana",),
    "facilities-support": ("fay",),
}


@dataclass
class Channel:
    """A channel (`channel`), a private one (`group`) or a direct message (`im`)."""

    id: str
    name: str
    kind: str
    members: list[str]
    shared: bool = False
    topic: str = ""
    last_read: dict[str, str] = field(default_factory=dict)

    @property
    def is_dm(self) -> bool:
        """Whether this is a direct message."""
        return self.kind == "im"

    @property
    def label(self) -> str:
        """The name for a sentence."""
        return "that direct message" if self.is_dm else f"#{self.name}"

    @property
    def spoken(self) -> str:
        """The name as interactions and commands give it."""
        return "directmessage" if self.is_dm else self.name

    def other(self, user_id: str) -> str:
        """In a DM, the other member's id."""
        return next((member for member in self.members if member != user_id), user_id)


def channel_object(channel: Channel, app_id: str) -> Json:
    """Slack's conversation object (`conversations.info`)."""
    common: Json = {
        "id": channel.id,
        "created": CREATED,
        "is_archived": False,
        "is_channel": not channel.is_dm,
        "is_group": False,
        "is_im": channel.is_dm,
        "is_mpim": False,
        "is_private": channel.kind != "channel",
        "is_org_shared": False,
        "is_ext_shared": channel.shared,
        "is_shared": channel.shared,
        "context_team_id": TEAM,
    }
    if channel.is_dm:
        return common | {"user": channel.other(app_id), "is_user_deleted": False, "priority": 0}
    topic = {"value": channel.topic, "creator": "", "last_set": 0}
    return common | {
        "name": channel.name,
        "name_normalized": channel.name,
        "creator": channel.members[0] if channel.members else "",
        "is_general": channel.name == "general",
        "is_member": app_id in channel.members,
        "topic": topic,
        "purpose": topic,
        "num_members": len(channel.members),
        "shared_team_ids": [TEAM],
    }


class Channels:
    """All conversations, found by id, name, or `@name` for a direct message."""

    def __init__(self, people: People, changes: Changes) -> None:
        self._people = people
        self._changes = changes
        self._by_id: dict[str, Channel] = {}
        self._direct: dict[frozenset[str], Channel] = {}
        everybody = [account.id for account in people.everybody()]
        self._add(Channel("C0GENERAL", "general", "channel", everybody, shared=True, topic="Everybody"))
        for name, staff in DESK_CHANNELS.items():
            members = [people.find(one).id for one in staff] + [people.app_id]
            self._add(Channel(named_id("C0", name), name, "group", members, topic="Support desk"))
        for account in people.everybody():
            if account.id != people.app_id:
                self.dm(account.id, people.app_id)

    def _add(self, channel: Channel) -> Channel:
        self._by_id[channel.id] = channel
        if channel.is_dm:
            self._direct[frozenset(channel.members)] = channel
        return channel

    def every(self) -> list[Channel]:
        """All conversations, channels first."""
        return list(self._by_id.values())

    def of(self, user_id: str) -> list[Channel]:
        """The conversations this person may see: where they are a member, and public channels."""
        return [one for one in self._by_id.values() if user_id in one.members or one.kind == "channel"]

    def get(self, channel_id: str) -> Channel | None:
        """The conversation with this id."""
        return self._by_id.get(channel_id)

    def named(self, name: str) -> Channel | None:
        """The channel with this name, with or without its `#`."""
        wanted = name.removeprefix("#")
        return next((one for one in self._by_id.values() if not one.is_dm and one.name == wanted), None)

    def dm(self, one: str, two: str) -> Channel:
        """The direct message of two people; made on first use."""
        if there := self._direct.get(frozenset({one, two})):
            return there
        names = sorted(self._people.name_of(user) for user in (one, two) if user != self._people.app_id)
        shared = any(self._team_of(user) != TEAM for user in (one, two))
        channel = self._add(Channel(named_id("D", "".join(names)), "", "im", [one, two], shared))
        self._changes.tell(What.CHANNEL, one, channel.id)
        return channel

    def _team_of(self, user_id: str) -> str:
        account = self._people.get(user_id)
        return account.team_id if account else TEAM

    def find(self, who: Account, wanted: str) -> Channel:
        """What `who` means by a name, an id or `@name`; raises `NotFound`, or `Refused` for an outsider."""
        if wanted.startswith("@"):
            return self.dm(who.id, self._people.find(wanted).id)
        channel = self._by_id.get(wanted) or self.named(wanted)
        if channel is None:
            raise NotFound(f"There is no channel called {wanted!r} here.")
        if who.id not in channel.members:
            raise Refused(f"{who.name} is not in {channel.label}.", 403)
        return channel

    def join(self, channel: Channel, user_id: str) -> None:
        """Add a member."""
        if user_id in channel.members:
            raise Refused(f"{self._people.name_of(user_id)} is in {channel.label} already.")
        channel.members.append(user_id)
        self._changes.tell(What.MEMBER, user_id, channel.id, {"joined": True})

    def leave(self, channel: Channel, user_id: str) -> None:
        """Remove a member."""
        if user_id not in channel.members:
            raise Refused(f"{self._people.name_of(user_id)} is not in {channel.label}.")
        channel.members.remove(user_id)
        self._changes.tell(What.MEMBER, user_id, channel.id, {"joined": False})

    def mark(self, channel: Channel, user_id: str, ts: str) -> None:
        """Mark as read up to and including `ts`; never backwards."""
        if ts > channel.last_read.get(user_id, ""):
            channel.last_read[user_id] = ts
            self._changes.tell(What.READ, user_id, channel.id)
