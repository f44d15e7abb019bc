"""Who people are and where desks sit, asked of Slack and kept for a minute."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeVar, cast

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import ConfigurationError
from bot.governance.people import Member
from bot.settings import DeskSettings

KEEP_SECONDS = 60.0
PAGE = 200

T = TypeVar("T")


class Directory:
    """Implements `governance.People`, and knows channels by name."""

    def __init__(
        self, client: AsyncWebClient, team: str, desks: Mapping[str, DeskSettings], admins: frozenset[str]
    ) -> None:
        self._client = client
        self.team = team
        self._desks = desks
        self._named_admins = admins
        self._kept: dict[tuple[str, str], tuple[float, Any]] = {}
        self._asking: dict[tuple[str, str], asyncio.Future[Any]] = {}

    async def member(self, user: str) -> Member:
        """The profile; a person Slack does not know comes back as `gone`."""
        return await self._cached("member", user, lambda: self._ask_member(user))

    async def staff(self, desk: str) -> frozenset[str]:
        """People of a desk: those listed in baton.toml, else the members of its private channel."""
        settings = self._desks.get(desk)
        if settings is None:
            return frozenset()
        if settings.staff:
            return frozenset(settings.staff)
        channel = await self.channel(settings.channel)
        if channel is None or not channel["is_private"]:
            return frozenset()
        return await self._cached("members", channel["id"], lambda: self._ask_members(channel["id"]))

    async def admins(self) -> frozenset[str]:
        """Workspace admins and owners, and those named in baton.toml."""
        everyone = await self._cached("everyone", "", self._ask_everyone)
        return self._named_admins | {one.id for one in everyone if one.admin or one.owner}

    async def owner(self) -> str:
        """The first workspace owner; "" where Slack names none."""
        everyone = await self._cached("everyone", "", self._ask_everyone)
        return next((one.id for one in everyone if one.owner), "")

    async def domains(self) -> frozenset[str]:
        """The company's own mail domains: those of its admins and owners."""
        everyone = await self._cached("everyone", "", self._ask_everyone)
        chiefs = (one for one in everyone if one.admin or one.owner)
        return frozenset(one.email.partition("@")[2] for one in chiefs if "@" in one.email)

    async def desk_channel(self, desk: str) -> str:
        """The channel id of a desk; raises ConfigurationError when there is none."""
        name = self._desks[desk].channel
        channel = await self.channel(name)
        if channel is None:
            raise ConfigurationError(
                f"The desk `{desk}` has no channel: there is no #{name} that Baton is a member of. "
                f"Make #{name} and invite Baton, or name another under [desks.{desk}] in baton.toml."
            )
        return str(channel["id"])

    async def channel(self, name: str) -> dict[str, Any] | None:
        """A channel by name or id, as `conversations.list` gives it."""
        channels = await self._cached("channels", "", self._ask_channels)
        return channels.get(name)

    def forget(self, user: str = "") -> None:
        """Something changed: ask Slack again next time (about one person, or about everything)."""
        for key in list(self._kept):
            if not user or key[0] != "member" or key[1] == user:
                del self._kept[key]

    async def _cached(self, kind: str, key: str, ask: Callable[[], Awaitable[T]]) -> T:
        kept = self._kept.get((kind, key))
        if kept and time.monotonic() - kept[0] < KEEP_SECONDS:
            return cast(T, kept[1])
        if running := self._asking.get((kind, key)):
            return cast(T, await asyncio.shield(running))
        asking = asyncio.ensure_future(ask())
        self._asking[kind, key] = asking
        try:
            answer = await asking
        finally:
            del self._asking[kind, key]
        self._kept[kind, key] = (time.monotonic(), answer)
        return answer

    async def _ask_member(self, user: str) -> Member:
        try:
            found = await self._client.users_info(user=user, include_locale=True)
        except SlackApiError as error:
            if error.response["error"] in {"user_not_found", "user_not_visible"}:
                return Member(id=user, team=self.team, name="someone", gone=True)
            raise
        return self._read(found["user"])

    async def _ask_everyone(self) -> list[Member]:
        found: list[Member] = []
        async for page in await self._client.users_list(limit=PAGE):
            found += [self._read(user) for user in page["members"]]
        return found

    async def _ask_members(self, channel: str) -> frozenset[str]:
        found: set[str] = set()
        async for page in await self._client.conversations_members(channel=channel, limit=PAGE):
            found.update(page["members"])
        return frozenset(found)

    async def _ask_channels(self) -> dict[str, dict[str, Any]]:
        found: dict[str, dict[str, Any]] = {}
        pages = await self._client.conversations_list(
            types="public_channel,private_channel", exclude_archived=True, limit=PAGE
        )
        async for page in pages:
            for channel in page["channels"]:
                found[channel["name"]] = found[channel["id"]] = channel
        return found

    def _read(self, user: dict[str, Any]) -> Member:
        profile = user.get("profile", {})
        team = user.get("team_id", self.team)
        return Member(
            id=user["id"],
            team=team,
            name=profile.get("real_name") or user.get("real_name") or user.get("name", "someone"),
            email=profile.get("email", ""),
            title=profile.get("title", ""),
            timezone=user.get("tz") or "UTC",
            locale=user.get("locale") or "en-US",
            picture=profile.get("image_72", ""),
            admin=bool(user.get("is_admin")),
            owner=bool(user.get("is_owner")),
            guest=bool(user.get("is_restricted") or user.get("is_ultra_restricted")),
            bot=bool(user.get("is_bot")) or user["id"] == "USLACKBOT",
            gone=bool(user.get("deleted")),
            stranger=bool(user.get("is_stranger")) or team != self.team,
        )
