"""The live feed of the page: changes as numbered Server-Sent Events, each for those who may see it."""

import asyncio
import json
from collections import deque
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

from bot.playground.changes import Change, Json, What
from bot.playground.channels import Channel
from bot.playground.scene import channel_shown, unread_shown, user_shown
from bot.playground.workspace import Workspace

KEPT = 2000
BEAT_SECONDS = 15.0
Render = Callable[[str], Json | None]

_MESSAGE_WORDS = {
    What.MESSAGE: "message",
    What.EDIT: "edit",
    What.APPEND: "edit",
    What.EPHEMERAL: "ephemeral",
    What.EPHEMERAL_EDIT: "edit",
}
_PLAIN = frozenset({What.STATUS, What.PROMPTS, What.SESSION, What.TYPING})
_PERSONAL = frozenset({What.VIEW, What.HOME, What.ERRORS})


@dataclass(frozen=True)
class Entry:
    """One numbered piece of news; `render` makes it for a viewer, or None where it is not for them."""

    number: int
    render: Render


class Live:
    """The last two thousand pieces of news, and those who wait for more."""

    def __init__(self, space: Workspace) -> None:
        self._space = space
        self._entries: deque[Entry] = deque(maxlen=KEPT)
        self._news = asyncio.Event()
        self._closed = False
        self.last = 0

    def observe(self, change: Change) -> None:
        """Turn a change of the workspace into news."""
        if change.what in _MESSAGE_WORDS:
            self._message(change)
        elif change.what in (What.DELETION, What.EPHEMERAL_DELETION):
            self._deletion(change)
        elif change.what == What.REACTION:
            self._tell_channel(change, "reaction", {"message": change.data["message"]})
        elif change.what in _PLAIN:
            self._tell_channel(change, change.what, change.data)
        elif change.what in _PERSONAL:
            news = {"what": str(change.what), **change.data}
            self._tell(_only(change.to, news))
        else:
            self._about_places(change)

    def _about_places(self, change: Change) -> None:
        channel = self._space.channels.get(change.channel)
        if change.what in (What.MEMBER, What.CHANNEL) and channel:
            self._tell(self._channel_news(channel, change.by))
        elif change.what == What.READ and channel:
            self._tell(self._unread_news(channel, change.by))
        elif change.what == What.USER:
            account = self._space.people.find(change.by)
            self._tell(lambda _viewer: {"what": "user", "user": user_shown(self._space, account)})

    def _message(self, change: Change) -> None:
        self._tell_channel(change, _MESSAGE_WORDS[change.what], {"message": change.data})
        if change.what == What.MESSAGE:
            self._root_news(change, str(change.data.get("thread_ts", "")), change.data["ts"])
            self._unread_for_others(change)

    def _deletion(self, change: Change) -> None:
        self._tell_channel(change, "deletion", change.data)
        self._root_news(change, change.data["thread_ts"], change.data["ts"])

    def _root_news(self, change: Change, root_ts: str, ts: str) -> None:
        root = self._space.messages.get(change.channel, root_ts)
        if root and root_ts != ts and not change.to:
            self._tell_channel(change, "edit", {"message": self._space.messages.shown(root)})

    def _unread_for_others(self, change: Change) -> None:
        channel = self._space.channels.get(change.channel)
        for member in channel.members if channel else []:
            if channel and member != change.by:
                self._tell(self._unread_news(channel, member))

    def _tell_channel(self, change: Change, what: str, data: Json) -> None:
        news = {"what": str(what), "channel": change.channel, **data}
        if change.to:
            self._tell(_only(change.to, news))
        else:
            self._tell(lambda viewer: news if self._may_see(change.channel, viewer) else None)

    def _may_see(self, channel_id: str, viewer: str) -> bool:
        channel = self._space.channels.get(channel_id)
        return channel is not None and (channel.kind == "channel" or viewer in channel.members)

    def _channel_news(self, channel: Channel, who: str) -> Render:
        """For those who may see the channel, and for who just left it."""

        def render(viewer: str) -> Json | None:
            news = {"what": "channel", "channel": channel_shown(self._space, channel, viewer)}
            return news if viewer == who or self._may_see(channel.id, viewer) else None

        return render

    def _unread_news(self, channel: Channel, user: str) -> Render:
        def render(viewer: str) -> Json | None:
            marks = unread_shown(self._space, channel, viewer)
            return {"what": "unread", **marks} if viewer == user else None

        return render

    def _tell(self, render: Render) -> None:
        self.last += 1
        self._entries.append(Entry(self.last, render))
        self._news.set()
        self._news = asyncio.Event()

    def close(self) -> None:
        """End every feed."""
        self._closed = True
        self._news.set()

    async def lines(self, viewer: str, after: int) -> AsyncIterator[str]:
        """Server-Sent Events for a viewer, from the one after number `after`, until `close`."""
        yield ": hello\n\n"
        oldest = self._entries[0].number if self._entries else 1
        if not oldest - 1 <= after <= self.last:
            after = self.last
            yield _line(after, {"what": "reload"})
        while not self._closed:
            for entry in [one for one in self._entries if one.number > after]:
                after = entry.number
                news = entry.render(viewer)
                if news:
                    yield _line(entry.number, news)
            if self.last == after:
                try:
                    await asyncio.wait_for(self._news.wait(), BEAT_SECONDS)
                except TimeoutError:
                    yield ": still here\n\n"


def _only(user: str, news: Json) -> Render:
    return lambda viewer: news if viewer == user else None


def _line(number: int, news: Json) -> str:
    return f"id: {number}\ndata: {json.dumps(news)}\n\n"
