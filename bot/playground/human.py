"""The human side as JSON: what a person does, one small handler each, under `/try/api/`."""

import base64
import binascii
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import uuid4

from bot.playground.accounts import Account
from bot.playground.changes import Json, What
from bot.playground.channels import Channel
from bot.playground.delivery import Delivery
from bot.playground.errors import NotFound, Refused
from bot.playground.faults import Fault, Faults, Kind
from bot.playground.ids import is_ts
from bot.playground.interactions import Interactions
from bot.playground.messages import Message
from bot.playground.sockets import Sockets
from bot.playground.wording import as_stored
from bot.playground.workspace import Workspace

TEXT_LIMIT = 40_000


class Ask:
    """The body of a request, with sentences for what is missing."""

    def __init__(self, body: Json, space: Workspace) -> None:
        self._body = body
        self._space = space

    def get(self, name: str, default: Any = None) -> Any:
        """A field as it is."""
        value = self._body.get(name)
        return default if value is None else value

    def text(self, name: str) -> str:
        """A text that must be there."""
        value = self._body.get(name)
        if not isinstance(value, str) or not value.strip():
            raise Refused(f"{name!r} is missing: give a text.")
        return value

    def number(self, name: str, default: float) -> float:
        """A number."""
        value = self._body.get(name, default)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise Refused(f"{name!r} must be a number.")
        return float(value)

    def values(self) -> dict[str, Any]:
        """The `values` of a form."""
        values = self._body.get("values") or {}
        if not isinstance(values, dict):
            raise Refused("'values' maps a block id, an action id or a label to a value.")
        return values

    def besides(self, *names: str) -> dict[str, Any]:
        """All other fields."""
        return {name: value for name, value in self._body.items() if name not in names}

    def user(self) -> Account:
        """Who does it; not somebody who has left."""
        account = self._space.people.find(self.text("user"))
        if account.deleted:
            raise Refused(f"{account.name} has left.", 403)
        return account

    def channel(self) -> Channel:
        """Where; a conversation this person is in."""
        return self._space.channels.find(self.user(), self.text("channel"))

    def message(self) -> Message:
        """Which message; one this person can see."""
        ts = self.text("ts")
        message = self._space.messages.get(self.channel().id, ts)
        if message is None or message.to not in ("", self.user().id):
            raise NotFound(f"There is no message {ts} there.")
        return message


Deed = Callable[[Ask], Awaitable[Json]]


class Human:
    """What a person may do; `deeds` maps a path to its handler."""

    def __init__(
        self,
        space: Workspace,
        interactions: Interactions,
        delivery: Delivery,
        sockets: Sockets,
        faults: Faults,
    ) -> None:
        self._space = space
        self._interactions = interactions
        self._delivery = delivery
        self._sockets = sockets
        self._faults = faults
        self.deeds: dict[str, Deed] = {
            "messages": self._message,
            "edits": self._edit,
            "deletions": self._deletion,
            "reactions": self._reaction,
            "files": self._file,
            "clicks": self._click,
            "submissions": self._submission,
            "closings": self._closing,
            "commands": self._command,
            "suggestions": self._suggestion,
            "home": self._home,
            "contexts": self._context,
            "stops": self._stop,
            "members": self._member,
            "profiles": self._profile,
            "read": self._read,
            "typing": self._typing,
            "faults": self._fault,
            "redeliver": self._redeliver,
        }

    async def _message(self, ask: Ask) -> Json:
        channel, text = ask.channel(), self._stored(ask.text("text"))
        fields = {"text": text, "client_msg_id": None if ask.user().is_bot else str(uuid4())}
        message = self._post(ask, channel, fields)
        return {"ts": message.ts, "channel": channel.id}

    def _post(self, ask: Ask, channel: Channel, fields: Json) -> Message:
        thread_ts = ask.get("thread_ts")
        if thread_ts and not (is_ts(str(thread_ts)) and self._space.messages.get(channel.id, str(thread_ts))):
            raise NotFound(f"There is no message {thread_ts} in {channel.label} to reply to.")
        return self._space.messages.post(channel, ask.user(), fields | {"thread_ts": thread_ts})

    def _stored(self, typed: str) -> str:
        if len(typed) > TEXT_LIMIT:
            raise Refused(f"A message has {TEXT_LIMIT:,} characters at most.")
        return as_stored(self._space, typed)

    async def _edit(self, ask: Ask) -> Json:
        message, user = ask.message(), ask.user()
        if message.body.get("user") != user.id:
            raise Refused("Only its author can edit a message.", 403)
        self._space.messages.edit(message, user.id, {"text": self._stored(ask.text("text"))})
        return {}

    async def _deletion(self, ask: Ask) -> Json:
        message, user = ask.message(), ask.user()
        if message.body.get("user") != user.id and message.to != user.id and not user.is_admin:
            raise Refused("Only its author or an admin can delete a message.", 403)
        self._space.messages.delete(message, user.id)
        return {}

    async def _reaction(self, ask: Ask) -> Json:
        message, user, name = ask.message(), ask.user(), ask.text("name").strip(":")
        react = self._space.messages.unreact if ask.get("remove") else self._space.messages.react
        if not react(message, user.id, name):
            raise Refused(
                f"{user.name} has {'not' if ask.get('remove') else 'already'} reacted with :{name}:."
            )
        return {}

    async def _file(self, ask: Ask) -> Json:
        channel, user = ask.channel(), ask.user()
        content = _bytes(ask)
        file = self._space.files.add(ask.text("name"), user.id, self._space.now(), content)
        shown = self._space.files.shown(file)
        comment = self._stored(str(ask.get("text", "")))
        fields: Json = {"text": comment, "files": [shown], "subtype": "file_share", "upload": False}
        return {"file": shown, "ts": self._post(ask, channel, fields).ts}

    async def _click(self, ask: Ask) -> Json:
        user, action_id = ask.user(), ask.text("action_id")
        if ask.get("view_id"):
            view_id = ask.text("view_id")
            used = await self._interactions.click_view(user, view_id, action_id, ask.get("value"))
        else:
            message = ask.message()
            used = await self._interactions.click_message(
                user, message, action_id, ask.get("value"), ask.values()
            )
        return {"action_id": used}

    async def _submission(self, ask: Ask) -> Json:
        errors = await self._interactions.submit(ask.user(), ask.text("view_id"), ask.values())
        return {"ok": False, "errors": errors} if errors else {}

    async def _closing(self, ask: Ask) -> Json:
        self._interactions.close(ask.user(), ask.text("view_id"))
        return {}

    async def _command(self, ask: Ask) -> Json:
        text = str(ask.get("text", ""))
        await self._interactions.command(ask.user(), ask.channel(), ask.text("command"), text)
        return {}

    async def _suggestion(self, ask: Ask) -> Json:
        message = None if ask.get("view_id") else ask.message()
        view_id = "" if message else ask.text("view_id")
        text = str(ask.get("text", ""))
        return await self._interactions.suggest(ask.user(), view_id, message, ask.text("action_id"), text)

    async def _home(self, ask: Ask) -> Json:
        user, tab = ask.user(), ask.get("tab", "home")
        if tab not in ("home", "messages"):
            raise Refused("'tab' is home or messages.")
        channel = self._space.channels.dm(user.id, self._space.people.app_id)
        self._space.changes.tell(What.HOME_OPENED, user.id, channel.id, {"tab": tab})
        return {"view": self._space.views.home(user.id)}

    async def _context(self, ask: Ask) -> Json:
        user, seen = ask.user(), ask.channel()
        entity = {"type": "slack#/types/channel_id", "value": seen.id, "team_id": user.team_id}
        self._space.contexts[user.id] = [entity]
        channel = self._space.channels.dm(user.id, self._space.people.app_id)
        context = {"context": {"entities": [entity]}}
        self._space.changes.tell(What.CONTEXT, user.id, channel.id, context)
        return {}

    async def _stop(self, ask: Ask) -> Json:
        user, channel, thread_ts = ask.user(), ask.channel(), ask.text("thread_ts")
        halted = self._space.streams.halt(channel.id, thread_ts)
        stopped = {"thread_ts": thread_ts, "streaming_message_ts": halted}
        self._space.changes.tell(What.SESSION_STOPPED, user.id, channel.id, stopped)
        return {"streaming_message_ts": halted}

    async def _member(self, ask: Ask) -> Json:
        name = ask.text("channel")
        channel = self._space.channels.get(name) or self._space.channels.named(name)
        if channel is None or channel.is_dm:
            raise NotFound(f"There is no channel called {name!r} here.")
        change = self._space.channels.leave if ask.get("leave") else self._space.channels.join
        change(channel, self._space.people.find(ask.text("user")).id)
        return {}

    async def _profile(self, ask: Ask) -> Json:
        account = self._space.people.find(ask.text("user"))
        self._space.people.change(account, ask.besides("user"))
        return {}

    async def _read(self, ask: Ask) -> Json:
        self._space.channels.mark(ask.channel(), ask.user().id, ask.text("ts"))
        return {}

    async def _typing(self, ask: Ask) -> Json:
        user, channel = ask.user(), ask.channel()
        news = {"thread_ts": str(ask.get("thread_ts", "")), "user": user.id}
        self._space.changes.tell(What.TYPING, user.id, channel.id, news)
        return {}

    async def _fault(self, ask: Ask) -> Json:
        name = ask.text("kind")
        if name not in list(Kind):
            raise Refused(f"{name!r} is not a kind of fault; there is: {', '.join(Kind)}.")
        self._space.journal.write("fault", "playground", {"kind": name, "method": ask.get("method", "*")})
        if name == Kind.DISCONNECT:
            await self._disconnect(polite=bool(ask.get("polite")), silent=bool(ask.get("silent")))
            return {}
        seconds = ask.number("retry_after", ask.number("seconds", 1))
        times = int(ask.number("times", 1))
        self._faults.plant(Fault(str(ask.get("method", "*")), Kind(name), times, seconds))
        return {}

    async def _disconnect(self, *, polite: bool, silent: bool) -> None:
        if polite:
            await self._sockets.ask_to_reconnect()
        elif silent:
            self._sockets.fall_silent()
        else:
            self._sockets.drop()

    async def _redeliver(self, ask: Ask) -> Json:
        self._delivery.redeliver(int(ask.number("n", 0)))
        return {}


def _bytes(ask: Ask) -> bytes:
    content = str(ask.get("content", ""))
    if ask.get("encoding") != "base64":
        return content.encode()
    try:
        return base64.b64decode(content, validate=True)
    except binascii.Error as error:
        raise Refused("'content' is not base64.") from error
