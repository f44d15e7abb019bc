"""The sandbox company's people and things: the playground's accounts, and what a stranger gets."""

import hashlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, Literal

from bot.connections.tables import AccountRow, BalanceRow, Base, FactorRow, LaptopRow, PersonRow
from skills import Device

DOMAIN = "corp.example"

SYSTEMS = {
    "Okta": (
        "single sign-on",
        "SSO",
        "Slack",
        "Jira",
        "Confluence",
        "Salesforce",
        "Zoom",
        "Figma",
        "Tableau",
    ),
    "Windows": ("laptop", "computer", "Active Directory", "AD", "PC"),
    "VPN": ("Corp Connect",),
    "E-mail": ("Outlook", "mailbox", "mail"),
    "Workday": ("HR portal", "payroll", "expense tool"),
    "GitHub": ("git",),
}
"""The systems people have accounts in, and what else each is called or signs in to."""

US_LEAVE = (("PTO", 18.0), ("sick", 9.0))
INDIA_LEAVE = (("earned", 18.0), ("casual", 8.0), ("sick", 12.0))
ANY_LEAVE = (("PTO", 18.0), ("earned", 18.0), ("casual", 8.0), ("sick", 9.0))

HEALTHY = Device(
    asset="", name="ThinkPad T14", system="Windows 11", age_years=1.5, disk_free_gb=212, disk_size_gb=512,
    disk_errors=0, memory_gb=16, memory_used_pct=48, cpu_pct=12, hungriest="Slack", uptime_days=3,
    updates_pending=0, battery_health_pct=94, seen="today",
)  # fmt: skip


@dataclass(frozen=True)
class Sample:
    """One employee and what differs from the ordinary. `states` are account states that are not active."""

    name: str
    full_name: str
    country: str
    timezone: str
    leave: tuple[tuple[str, float], ...]
    laptops: tuple[Device, ...]
    factors: tuple[tuple[str, str, Literal["active", "lost"]], ...] = (
        ("app", "Authenticator on your phone", "active"),
    )
    states: tuple[tuple[str, Literal["locked", "disabled"]], ...] = ()
    taken: float = 4.0
    manager: str = "Ruth Okafor"
    recovery: str = "home.example"


def laptop(asset: str, **readings: Any) -> Device:
    """An ordinary laptop, but for these readings."""
    return Device(**(asdict(HEALTHY) | {"asset": asset} | readings))


PEOPLE = (
    Sample(
        "ada", "Ada Osei", "US", "America/New_York", US_LEAVE,
        (laptop("CRP-1042", disk_free_gb=9.5, disk_size_gb=256, memory_gb=8, memory_used_pct=93,
                hungriest="Chrome", uptime_days=23, updates_pending=5, age_years=3.0, cpu_pct=61),),
        (("app", "Authenticator on your iPhone", "active"), ("key", "YubiKey 5C", "active")),
        states=(("Windows", "locked"),),
    ),
    Sample(
        "ben", "Ben Iyer", "India", "Asia/Kolkata", INDIA_LEAVE,
        (laptop("CRP-2207", disk_errors=37, age_years=4.5, cpu_pct=34),
         laptop("CRP-2311", name="MacBook Pro 14", system="macOS 15", uptime_days=31, updates_pending=2)),
        (("sms", "Text message to your phone", "active"), ("key", "YubiKey 5 NFC", "lost")),
    ),
    Sample("sam", "Sam Whitfield", "US", "America/Chicago", US_LEAVE, (laptop("CRP-1101"),)),
    Sample(
        "sara", "Sara Lindqvist", "", "Europe/Stockholm", ANY_LEAVE,
        (laptop("CRP-1102", cpu_pct=97, hungriest="Teams"),),
    ),
    Sample(
        "hana", "Hana Kobayashi", "US", "America/Los_Angeles", US_LEAVE,
        (laptop("CRP-1203", battery_health_pct=41),), recovery="",
    ),
    Sample(
        "fay", "Fay Moreau", "US", "America/New_York", US_LEAVE, (laptop("CRP-1304"),),
        states=(("Workday", "disabled"),),
    ),
    Sample("root", "Ruth Okafor", "US", "America/New_York", US_LEAVE, (laptop("CRP-1001"),), manager=""),
)  # fmt: skip


def stranger(person: str, full_name: str, timezone: str) -> Sample:
    """An ordinary employee, for somebody the directory has not seen; where they are employed is not known."""
    asset = f"CRP-{int(hashlib.sha256(person.encode()).hexdigest(), 16) % 9000 + 1000}"
    tired = laptop(asset, memory_used_pct=91, hungriest="Chrome", uptime_days=16, updates_pending=3)
    return Sample(person, full_name, "", timezone, ANY_LEAVE, (tired,))


def rows(sample: Sample, email: str = "", user: str | None = None) -> Iterator[Base]:
    """The rows that make somebody an employee of the sandbox; the person first."""
    yield PersonRow(
        id=sample.name,
        user=user,
        name=sample.full_name,
        email=email or f"{sample.name}@{DOMAIN}",
        country=sample.country,
        kind="full-time",
        manager=sample.manager,
        timezone=sample.timezone,
        recovery=f"{(email or sample.name).split('@')[0].lower()}@{sample.recovery}"
        if sample.recovery
        else "",
    )
    yield from account_rows(sample, email or f"{sample.name}@{DOMAIN}")
    for kind, label, state in sample.factors:
        yield FactorRow(id=f"{sample.name}-{kind}", person=sample.name, kind=kind, label=label, state=state)
    for device in sample.laptops:
        yield LaptopRow(asset=device.asset, person=sample.name, reading=asdict(device))
    for kind, days in sample.leave:
        taken = 0.0 if kind == "sick" else sample.taken
        yield BalanceRow(person=sample.name, kind=kind, entitled=days, taken=taken, booked=0.0)


def account_rows(sample: Sample, login: str) -> Iterator[AccountRow]:
    """An account in every system."""
    states = dict(sample.states)
    for position, system in enumerate(SYSTEMS):
        yield AccountRow(
            person=sample.name,
            system=system,
            position=position,
            login=login,
            state=states.get(system, "active"),
        )
