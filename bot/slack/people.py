"""Who people are and where desks sit, asked of Slack and kept for a minute."""

import math
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import ConfigurationError
from bot.governance.people import Member
from bot.settings import DeskSettings
from bot.slack.lookups import RIGHTS_SECONDS, Lookups
from bot.slack.preflight import Identity
from bot.slack.trouble import code_of

PAGE = 200

EVERYONE = ("everyone", "")
RIGHTS = frozenset({"members", "everyone"})
"""Answers that say what somebody may do: once they may be wrong, they are not used any more."""


class Directory:
    """Implements `governance.People`, and knows channels by name.

    While Slack does not answer, its last answers are used: names and channels for as long as it takes,
    what somebody may do for ten minutes at most. Where there is none, everything raises Unreachable.
    `tell` lets the other replicas know about whom, or about which channel, something has changed.
    """

    def __init__(
        self,
        client: AsyncWebClient,
        identity: Identity,
        desks: Mapping[str, DeskSettings],
        admins: frozenset[str],
    ) -> None:
        self._client = client
        self.team = identity.team
        self._us = identity.user
        self._desks = desks
        self._named_admins = admins
        self._lookups = Lookups()
        self.tell: Callable[[str], None] = lambda _: None

    async def member(self, user: str) -> Member:
        """The profile; a person Slack does not know comes back as `gone`."""
        kind = ("member", user)
        found = await self._lookups.get(kind, lambda: self._ask_member(user))
        if self._lookups.age(kind) < RIGHTS_SECONDS:
            return found
        return replace(found, admin=False, owner=False)

    async def staff(self, desk: str) -> frozenset[str]:
        """People of a desk: those listed in baton.toml, else the members of its private channel."""
        settings = self._desks.get(desk)
        if settings is None:
            return frozenset()
        if settings.staff:
            return await self._listed(settings.staff)
        channel = await self.channel(settings.channel, RIGHTS_SECONDS)
        if channel is None or not channel["is_private"]:
            return frozenset()
        members = ("members", channel["id"])
        return await self._lookups.get(members, lambda: self._ask_members(channel["id"]), RIGHTS_SECONDS)

    async def admins(self) -> frozenset[str]:
        """Workspace admins and owners, and those named in baton.toml."""
        everyone = await self._everyone()
        return self._named_admins | {one.id for one in everyone if one.admin or one.owner}

    async def owner(self) -> str:
        """The first workspace owner; "" where Slack names none."""
        everyone = await self._everyone()
        return next((one.id for one in everyone if one.owner), "")

    async def group(self, group: str) -> frozenset[str]:
        """The members of a user group."""
        return await self._lookups.get(("members", group), lambda: self._ask_group(group), RIGHTS_SECONDS)

    async def behind(self, address: str) -> str:
        """The user id of the person with this e-mail address; "" for nobody."""
        wanted = address.casefold()
        everyone = await self._everyone()
        return next((one.id for one in everyone if one.email.casefold() == wanted and not one.gone), "")

    async def domains(self) -> frozenset[str]:
        """The company's own mail domains: those of its admins and owners."""
        everyone = await self._everyone()
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

    async def channel(self, name: str, believed: float = math.inf) -> dict[str, Any] | None:
        """A channel by name or id, as `conversations.list` gives it."""
        channels = await self._lookups.get(("channels", ""), self._ask_channels, believed)
        return channels.get(name)

    async def is_private(self, channel: str) -> bool:
        """Whether a channel is for its members alone; one that we know nothing of is not."""
        found = await self.channel(channel)
        return bool(found and found["is_private"])

    def forget(self, about: str = "") -> None:
        """Something changed about a person, a channel, or anything: ask Slack again next time."""
        for kind in self._lookups.kinds():
            if about in {"", kind[1]} or (kind == EVERYONE and self._is_chief(about)):
                again = self._lookups.forget if kind[0] in RIGHTS else self._lookups.doubt
                again(kind)

    def changed(self, user: Mapping[str, Any]) -> None:
        """Slack said how a person is now. It told only us, so the other replicas are told."""
        if user.get("is_admin") or user.get("is_owner"):
            self._lookups.forget(EVERYONE)
        self._tell(str(user["id"]))

    def moved(self, user: str, channel: str) -> None:
        """Somebody joined or left a channel; if it was us, we may know other channels now."""
        self._tell("" if user == self._us else channel)

    def _tell(self, about: str) -> None:
        self.forget(about)
        self.tell(about)

    def _is_chief(self, user: str) -> bool:
        everyone: list[Member] = self._lookups.last(EVERYONE) or []
        return any(one.id == user and (one.admin or one.owner) for one in everyone)

    async def _everyone(self) -> list[Member]:
        return await self._lookups.get(EVERYONE, self._ask_everyone, RIGHTS_SECONDS)

    async def _ask_member(self, user: str) -> Member:
        try:
            found = await self._client.users_info(user=user, include_locale=True)
        except SlackApiError as error:
            if code_of(error) in {"user_not_found", "user_not_visible"}:
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

    async def _ask_group(self, group: str) -> frozenset[str]:
        try:
            return frozenset((await self._client.usergroups_users_list(usergroup=group))["users"])
        except SlackApiError as error:
            if code_of(error) == "no_such_subteam":
                return frozenset()
            raise

    async def _listed(self, names: Collection[str]) -> frozenset[str]:
        """People by id or e-mail address, and the members of user groups, as baton.toml names them."""
        found: set[str] = set()
        for name in names:
            if "@" in name:
                found.add(await self.behind(name))
            else:
                found.update(await self.group(name) if name.startswith("S") else {name})
        return frozenset(found - {""})

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
