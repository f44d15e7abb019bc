"""A small company that answers as Slack's directory would."""

from dataclasses import replace

from bot.governance.people import Member

ZONE = "Europe/Berlin"
NAMES = ("ada", "sam", "hana", "mia", "ira", "root", "guest", "ext", "bot", "gone")


def uid(name: str) -> str:
    """The user id of somebody in the company."""
    return f"U{name.upper()}"


class Company:
    """Implements `governance.People`; tests change `members` and `desks` at will."""

    def __init__(self) -> None:
        self.members = {uid(name): _member(name) for name in NAMES}
        self.desks = {"it": {uid("sam")}, "hr": {uid("hana")}}
        self.change("root", admin=True, owner=True)
        self.change("guest", guest=True)
        self.change("ext", stranger=True)
        self.change("bot", bot=True)
        self.change("gone", gone=True)

    def change(self, name: str, **profile: object) -> None:
        """Somebody's profile is different from now on."""
        self.members[uid(name)] = replace(self.members[uid(name)], **profile)  # type: ignore[arg-type]

    async def member(self, user: str) -> Member:
        """The profile; somebody unknown is gone."""
        return self.members.get(user) or Member(user, "T1", user, gone=True)

    async def staff(self, desk: str) -> frozenset[str]:
        """Who works at a desk."""
        return frozenset(self.desks.get(desk, set()))

    async def admins(self) -> frozenset[str]:
        """Who may command."""
        return frozenset(user for user, member in self.members.items() if member.admin)

    async def owner(self) -> str:
        """The first owner; "" when there is none."""
        return next((user for user, member in self.members.items() if member.owner), "")


def _member(name: str) -> Member:
    return Member(uid(name), "T1", name.title(), email=f"{name}@corp.example", timezone=ZONE)
