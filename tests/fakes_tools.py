"""A small company in memory, for stories about skills: what it holds can be set, what it did can be read."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from skills import (
    Account,
    Device,
    Factor,
    LeaveBalance,
    Person,
    Quote,
    ToolDenied,
    ToolUnavailable,
)

LINK_TO = "a•••@home.example"
ADA = Person("ada", "Ada Osei", country="US", manager="Ruth Okafor")
BEN = Person("ben", "Ben Iyer", country="India", manager="Ruth Okafor")
LAPTOP = Device(
    asset="CRP-1042",
    name="ThinkPad T14",
    system="Windows 11",
    age_years=2.0,
    disk_free_gb=200,
    disk_size_gb=512,
    disk_errors=0,
    memory_gb=16,
    memory_used_pct=50,
    cpu_pct=10,
    hungriest="Chrome",
    uptime_days=2,
    updates_pending=0,
    battery_health_pct=95,
    seen="today",
)


def laptop(**readings: Any) -> Device:
    """A healthy laptop, but for these readings."""
    return replace(LAPTOP, **readings)


def account(system: str, **fields: Any) -> Account:
    """An active account with a recovery address, but for these fields."""
    return replace(Account(system, "ada@corp.example", "active", LINK_TO), **fields)


@dataclass
class FakeTools:
    """Every tool; `did` lists the changes, `refuses` and `down` name tools that raise."""

    holds_accounts: list[Account] = field(default_factory=lambda: [account("Okta"), account("Windows")])
    holds_factors: list[Factor] = field(
        default_factory=lambda: [
            Factor("f-app", "app", "Authenticator on your iPhone", "active"),
            Factor("f-key", "key", "YubiKey 5C", "active"),
        ]
    )
    holds_laptops: list[Device] = field(default_factory=lambda: [LAPTOP])
    holds_leave: list[LeaveBalance] = field(
        default_factory=lambda: [
            LeaveBalance("PTO", 18, 4, 0),
            LeaveBalance("earned", 18, 8, 0),
            LeaveBalance("casual", 8, 6, 0),
            LeaveBalance("sick", 9, 0, 0),
        ]
    )
    passages: list[Quote] = field(default_factory=list)
    refuses: set[str] = field(default_factory=set)
    down: set[str] = field(default_factory=set)
    did: list[tuple[Any, ...]] = field(default_factory=list)

    def _reach(self, tool: str) -> None:
        if tool in self.refuses:
            raise ToolDenied("The company's rules do not allow it.")
        if tool in self.down:
            raise ToolUnavailable("The directory does not answer.")

    async def accounts(self) -> list[Account]:
        self._reach("accounts")
        return self.holds_accounts

    async def reset_password(self, system: str) -> str:
        self._reach("reset_password")
        self.did.append(("reset_password", system))
        return LINK_TO

    async def unlock_account(self, system: str) -> None:
        self._reach("unlock_account")
        self.did.append(("unlock_account", system))

    async def factors(self) -> list[Factor]:
        self._reach("factors")
        return self.holds_factors

    async def reset_factor(self, factor_id: str) -> str:
        self._reach("reset_factor")
        self.did.append(("reset_factor", factor_id))
        return LINK_TO

    async def laptops(self) -> list[Device]:
        self._reach("laptops")
        return self.holds_laptops

    async def device_health(self, asset: str) -> Device:
        self._reach("device_health")
        return next(device for device in self.holds_laptops if device.asset == asset)

    async def leave_balances(self) -> list[LeaveBalance]:
        self._reach("leave_balances")
        return self.holds_leave

    async def request_leave(self, kind: str, first: date, last: date, days: float) -> str:
        self._reach("request_leave")
        self.did.append(("request_leave", kind, first, last, days))
        return f"LV-{len(self.did):05}"

    async def search_handbook(self, question: str) -> list[Quote]:
        self._reach("search_handbook")
        return self.passages
