"""The people of the workspace, and what Slack tells about them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.playground.changes import Changes, Json, What
from bot.playground.errors import NotFound, Refused
from bot.playground.ids import named_id

TEAM = "T0PLAYGROUND"
OTHER_TEAM = "T0ELSEWHERE"
APP_ID = "A0PLAYGROUND"
PROFILE_FIELDS = frozenset({"real_name", "title", "email", "tz", "deleted"})


@dataclass(frozen=True)
class Account:
    """A person or a bot. `name` is lower-case and unique; `tz` an IANA zone."""

    name: str
    real_name: str
    title: str = ""
    tz: str = "America/New_York"
    email: str = ""
    team_id: str = TEAM
    is_admin: bool = False
    is_owner: bool = False
    is_restricted: bool = False
    deleted: bool = False
    bot_id: str = ""
    app_id: str = ""

    @property
    def id(self) -> str:
        """The user id."""
        return named_id("U", self.name)

    @property
    def is_bot(self) -> bool:
        """Whether an app stands behind this account."""
        return bool(self.bot_id)

    @property
    def is_app(self) -> bool:
        """Whether this is the app under test."""
        return self.app_id == APP_ID


SAMPLE_ACCOUNTS: tuple[Account, ...] = (
    Account("ada", "Ada Osei", "Product designer", "America/New_York"),
    Account("ben", "Ben Iyer", "Account executive", "Asia/Kolkata"),
    Account("sam", "Sam Whitfield", "IT support", "America/Chicago"),
    Account("sara", "Sara Lindqvist", "IT support", "Europe/Stockholm"),
    Account("hana", "Hana Kobayashi", "HR partner", "America/Los_Angeles"),
    Account("fay", "Fay Moreau", "Facilities", "America/New_York"),
    Account("root", "Ruth Okafor", "Head of IT", "America/New_York", is_admin=True, is_owner=True),
    Account("guest", "Gus Ferreira", "Contractor", "Europe/Lisbon", is_restricted=True),
    Account("ext", "Eve Tanner", "Partner manager", "Europe/London", "eve@partner.example", OTHER_TEAM),
    Account("otherbot", "Otherbot", bot_id="B00OTHERBOT", app_id="A0OTHERBOT"),
)


def colleagues(count: int) -> tuple[Account, ...]:
    """So many more employees: `colleague1`, `colleague2`, …"""
    return tuple(Account(f"colleague{n}", f"Colleague Number-{n}", "Engineer") for n in range(1, count + 1))


def app_account(real_name: str) -> Account:
    """The account of the app under test."""
    return Account("app", real_name, tz="UTC", bot_id="B000000APP", app_id=APP_ID)


def user_object(account: Account, image: str, *, with_email: bool = True) -> Json:
    """Slack's user object (`users.info`); `image` is the picture's address."""
    offset = datetime.now(UTC).astimezone(ZoneInfo(account.tz)).utcoffset()
    return {
        "id": account.id,
        "team_id": account.team_id,
        "name": account.name,
        "deleted": account.deleted,
        "real_name": account.real_name,
        "tz": account.tz,
        "tz_label": account.tz.replace("_", " "),
        "tz_offset": int(offset.total_seconds()) if offset else 0,
        "profile": profile_object(account, image, with_email=with_email),
        "is_admin": account.is_admin,
        "is_owner": account.is_owner,
        "is_primary_owner": account.is_owner,
        "is_restricted": account.is_restricted,
        "is_ultra_restricted": False,
        "is_bot": account.is_bot,
        "is_app_user": False,
        "is_stranger": account.team_id != TEAM,
        "updated": 1700000000,
    }


def profile_object(account: Account, image: str, *, with_email: bool = True) -> Json:
    """The `profile` of a user object; bots and callers without the e-mail scope see no address."""
    profile: Json = {
        "title": account.title,
        "real_name": account.real_name,
        "real_name_normalized": account.real_name,
        "display_name": account.name,
        "display_name_normalized": account.name,
        "first_name": account.real_name.split()[0],
        "last_name": account.real_name.split()[-1],
        "status_text": "",
        "status_emoji": "",
        "team": account.team_id,
        **{f"image_{size}": image for size in (24, 32, 48, 72, 192, 512)},
    }
    if account.is_bot:
        return profile | {"api_app_id": account.app_id, "bot_id": account.bot_id}
    return profile | ({"email": address_of(account)} if with_email else {})


def address_of(account: Account) -> str:
    """The e-mail address; `<name>@corp.example` where none is given."""
    return "" if account.is_bot else account.email or f"{account.name}@corp.example"


class People:
    """Everybody, found by name or id."""

    def __init__(self, accounts: Iterable[Account], app: Account, changes: Changes) -> None:
        self._by_id = {account.id: account for account in (*accounts, app)}
        self._changes = changes
        self.app_id = app.id

    @property
    def app(self) -> Account:
        """The app's own account."""
        return self._by_id[self.app_id]

    def everybody(self) -> list[Account]:
        """All accounts, in a stable order."""
        return list(self._by_id.values())

    def get(self, user_id: str) -> Account | None:
        """The account with this id."""
        return self._by_id.get(user_id)

    def find(self, name: str) -> Account:
        """The account with this name or id; raises `NotFound`."""
        wanted = name.strip().removeprefix("@")
        found = self._by_id.get(wanted) or self._by_id.get(named_id("U", wanted.lower()))
        if found is None:
            raise NotFound(f"There is nobody called {name!r} here.")
        return found

    def name_of(self, user_id: str) -> str:
        """The short name for a user id; the id itself for somebody unknown."""
        account = self._by_id.get(user_id)
        return account.name if account else user_id

    def change(self, account: Account, fields: dict[str, Any]) -> Account:
        """Change profile fields (`PROFILE_FIELDS`) and tell it."""
        unknown = sorted(set(fields) - PROFILE_FIELDS)
        if unknown or not fields:
            raise Refused(f"A profile has {', '.join(sorted(PROFILE_FIELDS))}; not {unknown or 'nothing'}.")
        changed = replace(account, **fields)
        self._by_id[account.id] = changed
        self._changes.tell(What.USER, account.id)
        return changed
