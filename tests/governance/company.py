"""More people than the usual fakes: a manager, an auditor, and everybody who may do nothing."""

from dataclasses import replace
from typing import Any

from bot.governance.people import Member
from tests.fakes import ADA, GUEST, HANA, ROOT, SAM, TEAM, FakePeople

MIA = Member("UMIA", TEAM, "Mia Wong", email="mia@corp.example", timezone="Europe/Berlin")
IRA = Member("UIRA", TEAM, "Ira Cole")
EXT = Member("UEXT", TEAM, "Xena Ext", stranger=True)
BOT = Member("UBOT", TEAM, "otherbot", bot=True)
GONE = Member("UGONE", TEAM, "Gil Gone", gone=True)
EVERYBODY = (ADA, SAM, HANA, MIA, IRA, ROOT, GUEST, EXT, BOT, GONE)


def uid(name: str) -> str:
    """The user id of somebody in the company."""
    return f"U{name.upper()}"


def change(people: FakePeople, who: str, /, **profile: Any) -> None:
    """Somebody's profile is different from now on."""
    people.members[uid(who)] = replace(people.members[uid(who)], **profile)
