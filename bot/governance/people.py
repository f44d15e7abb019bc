"""Who somebody is in the workspace, and the port through which rooms ask."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Member:
    """A person in Slack, as `users.info` tells it. `name` is what people call them."""

    id: str
    team: str
    name: str
    email: str = ""
    title: str = ""
    timezone: str = "UTC"
    locale: str = "en-US"
    picture: str = ""
    admin: bool = False
    owner: bool = False
    guest: bool = False
    bot: bool = False
    gone: bool = False
    stranger: bool = False


class People(Protocol):
    """What rooms may ask about people. Answers are at most a minute old."""

    async def member(self, user: str) -> Member:
        """The profile; a person Slack does not know comes back as `gone`."""
        ...

    async def staff(self, desk: str) -> frozenset[str]:
        """User ids of the people who work at a desk; empty for an unknown desk."""
        ...

    async def admins(self) -> frozenset[str]:
        """User ids of workspace admins, owners, and those named in baton.toml."""
        ...

    async def owner(self) -> str:
        """The first workspace owner, who manages coworkers without a manager of their own."""
        ...

    async def group(self, group: str) -> frozenset[str]:
        """User ids of the members of a Slack user group; empty for one that does not exist."""
        ...

    async def behind(self, address: str) -> str:
        """The user id of the person with this e-mail address; "" for nobody."""
        ...


def refusal(member: Member) -> str | None:
    """Why this person gets no service: "" = in silence, a sentence = said to them, None = they do."""
    if member.bot or member.gone:
        return ""
    if member.stranger:
        return "I can only help people who work here. Your contact at this company can ask on your behalf."
    if member.guest:
        return (
            "I'm sorry, I can't help with guest accounts: I only work for employees. "
            "The person who invited you can ask on your behalf."
        )
    return None
