"""Grants: only the tools on the badge, only for one person, each use written down before it happens."""

import asyncio
from dataclasses import dataclass, field
from datetime import date

import pytest

from bot.connections import patience
from bot.connections.grants import granted
from bot.connections.ports import Busy, Holder
from bot.connections.sandbox import Sandbox
from bot.store.session import Sessions
from skills import Account, Person, Quote, Run, ToolDenied, Tools, ToolUnavailable
from skills.catalog import load
from skills.running import play

ADA = Person("ada", "Ada Osei", country="US", manager="Ruth Okafor")
CATALOG = load()
DAY = date(2026, 12, 7)


@dataclass
class Notebook:
    """A witness that can refuse to write."""

    rows: list[tuple[str, str, str]] = field(default_factory=list)
    full: bool = False

    async def intends(self, tool: str, arguments: dict[str, str]) -> None:
        if self.full:
            raise OSError("the disk is full")
        self.rows.append(("intends", tool, " ".join(arguments.values())))

    async def happened(self, tool: str, outcome: str) -> None:
        self.rows.append(("happened", tool, outcome))

    async def looked(self, tool: str, arguments: dict[str, str], outcome: str) -> None:
        self.rows.append(("looked", tool, outcome))

    async def refused(self, tool: str, why: str) -> None:
        self.rows.append(("refused", tool, why))


@dataclass
class Cupboard:
    """Locks that somebody may have for the first so many times."""

    holder: Holder | None = None
    times: int = 0
    taken: list[str] = field(default_factory=list)

    async def take(self, resource: str) -> Holder | None:
        if self.times:
            self.times -= 1
            return self.holder
        self.taken.append(resource)
        return None


async def handbook(question: str) -> list[Quote]:
    return [Quote("Parking", "Parking is free in Austin.", "parking.md")]


def tools(
    company: Sandbox, notebook: Notebook, skill: str, run_id: str = "r1", locks: Cupboard | None = None
) -> Tools:
    """Ada's tools for a skill."""
    return granted(company, handbook, CATALOG.skills[skill].badge, ADA, notebook, locks or Cupboard(), run_id)


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same number of tries in less time."""
    monkeypatch.setattr(patience, "PAUSES", (0.0, 0.0))


async def test_each_use_is_written_down_before_and_after(sandbox: Sandbox) -> None:
    notebook = Notebook()
    await tools(sandbox, notebook, "password_reset").reset_password("Okta")
    assert notebook.rows == [
        ("intends", "reset_password", "Okta"),
        ("happened", "reset_password", "done: a•••@home.example"),
    ]


async def test_a_tool_that_is_not_on_the_badge_is_refused_and_never_reached(sandbox: Sandbox) -> None:
    notebook = Notebook()
    sandbox.down("leave_balances")
    with pytest.raises(ToolDenied, match="not on the badge"):
        await tools(sandbox, notebook, "password_reset").leave_balances()
    assert [row[:2] for row in notebook.rows] == [("refused", "leave_balances")]


async def test_every_tool_is_refused_to_a_skill_without_tools(sandbox: Sandbox) -> None:
    notebook = Notebook()
    none = tools(sandbox, notebook, "app_access")
    calls = [
        none.accounts(),
        none.reset_password("Okta"),
        none.unlock_account("Okta"),
        none.factors(),
        none.reset_factor("ada-app"),
        none.laptops(),
        none.device_health("CRP-1042"),
        none.leave_balances(),
        none.request_leave("PTO", DAY, DAY, 1),
        none.search_handbook("parking?"),
    ]
    for call in calls:
        with pytest.raises(ToolDenied):
            await call
    assert {row[0] for row in notebook.rows} == {"refused"}
    assert len(notebook.rows) == len(calls)


async def test_what_cannot_be_written_down_does_not_happen(sandbox: Sandbox) -> None:
    with pytest.raises(OSError, match="full"):
        await tools(sandbox, Notebook(full=True), "password_reset").unlock_account("Windows")
    assert {a.state for a in await sandbox.accounts("ada") if a.system == "Windows"} == {"locked"}


async def test_denials_and_outages_are_written_down_too(sandbox: Sandbox) -> None:
    notebook = Notebook()
    sandbox.down("accounts")
    sandbox.deny("unlock_account", "ada")
    mine = tools(sandbox, notebook, "password_reset")
    with pytest.raises(ToolUnavailable):
        await mine.accounts()
    with pytest.raises(ToolDenied):
        await mine.unlock_account("Windows")
    outcomes = [row[2].partition(":")[0] for row in notebook.rows if row[0] in {"looked", "happened"}]
    assert outcomes == ["unavailable", "denied"]


async def test_one_request_changes_a_thing_once_and_the_next_request_may_again(sandbox: Sandbox) -> None:
    for run_id in ("r1", "r1", "r2"):
        await tools(sandbox, Notebook(), "time_off", run_id).request_leave("PTO", DAY, DAY, 1)
    assert {b.kind: b.booked for b in await sandbox.leave_balances("ada")}["PTO"] == 2


async def test_the_question_itself_stays_out_of_the_audit(sandbox: Sandbox) -> None:
    notebook = Notebook()
    await tools(sandbox, notebook, "knowledge_answer").search_handbook("my secret worry")
    assert "secret" not in str(notebook.rows)
    assert notebook.rows[-1] == ("looked", "search_handbook", "1 found")


@pytest.mark.parametrize(
    ("skill", "request_", "inputs", "expected"),
    [
        ("password_reset", "I forgot my Okta password", {}, "a•••@home.example"),
        ("mfa_recovery", "lost my yubikey", {"confirmed": "yes"}, "YubiKey 5C no longer counts"),
        (
            "slow_laptop",
            "my laptop has been so slow since the update",
            {"when": "All the time"},
            "9.5 of 256 GB",
        ),
        ("time_off", "7 and 8 December off please", {}, "LV-00002"),
        ("knowledge_answer", "is parking free?", {}, "Parking is free in Austin."),
    ],
)
async def test_the_skills_work_against_the_sandbox(
    sandbox: Sandbox, skill: str, request_: str, inputs: dict[str, str], expected: str
) -> None:
    run = Run(request_, ADA, tools(sandbox, Notebook(), skill), inputs, today=date(2026, 11, 18))
    _, ending = await play(CATALOG.skills[skill].steps, run)
    assert expected in str(ending)


async def test_what_changes_is_held_and_what_is_only_read_is_not(sandbox: Sandbox) -> None:
    locks = Cupboard()
    mine = tools(sandbox, Notebook(), "password_reset", locks=locks)
    await mine.accounts()
    await mine.unlock_account("Windows")
    await mine.reset_password("Windows")
    await tools(sandbox, Notebook(), "mfa_recovery", locks=locks).reset_factor("ada-app")
    await tools(sandbox, Notebook(), "time_off", locks=locks).request_leave("PTO", DAY, DAY, 1)
    assert locks.taken == [
        "ada: account Windows",
        "ada: account Windows",
        "ada: factor ada-app",
        "ada: leave PTO 2026-12-07 2026-12-07",
    ]


async def test_what_the_same_request_holds_elsewhere_is_left_alone_at_once(sandbox: Sandbox) -> None:
    locks = Cupboard(Holder(12, "jordan", same=True), times=1)
    notebook = Notebook()
    with pytest.raises(Busy):
        await tools(sandbox, notebook, "password_reset", locks=locks).reset_password("Okta")
    assert notebook.rows == []


@pytest.mark.parametrize(("times", "done"), [(2, True), (3, False)])
async def test_another_request_is_waited_for_a_little(sandbox: Sandbox, times: int, done: bool) -> None:
    locks = Cupboard(Holder(12, "jordan", same=False), times)
    mine = tools(sandbox, Notebook(), "password_reset", locks=locks)
    if done:
        assert await mine.reset_password("Okta")
    else:
        with pytest.raises(Busy):
            await mine.reset_password("Okta")


@pytest.mark.parametrize(("times", "done"), [(2, True), (3, False)])
async def test_a_system_that_does_not_answer_is_asked_again(sandbox: Sandbox, times: int, done: bool) -> None:
    sandbox.down("request_leave", times)
    notebook = Notebook()
    asking = tools(sandbox, notebook, "time_off").request_leave("PTO", DAY, DAY, 1)
    if done:
        assert await asking == "LV-00001"
    else:
        with pytest.raises(ToolUnavailable):
            await asking
    assert [row[0] for row in notebook.rows] == ["intends", "happened"]


async def test_all_calls_of_a_step_share_its_patience(sandbox: Sandbox) -> None:
    mine = tools(sandbox, Notebook(), "password_reset")
    sandbox.down("accounts", 2)
    await mine.accounts()
    sandbox.down("accounts", 1)
    with pytest.raises(ToolUnavailable):
        await mine.accounts()


class Slow(Sandbox):
    """A company whose leave system does its work and then never says so, the first so many times."""

    silent = 1

    async def request_leave(
        self, person: str, kind: str, first: date, last: date, days: float, *, key: str
    ) -> str:
        number = await super().request_leave(person, kind, first, last, days, key=key)
        if self.silent:
            self.silent -= 1
            await asyncio.Event().wait()
        return number


async def test_a_change_whose_answer_was_lost_is_asked_for_again_and_made_once(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "CALL_SECONDS", 0.2)
    company = Slow(sessions)
    await company.seed()
    number = await tools(company, Notebook(), "time_off").request_leave("PTO", DAY, DAY, 1)
    assert number == "LV-00001"
    assert {b.kind: b.booked for b in await company.leave_balances("ada")}["PTO"] == 1


class Breaking(Sandbox):
    """A company whose directory fails in a way of its own."""

    failure: BaseException = ConnectionResetError("peer")

    async def accounts(self, person: str) -> list[Account]:
        raise self.failure


@pytest.mark.parametrize("failure", [ConnectionResetError("peer"), TimeoutError(), asyncio.CancelledError()])
async def test_a_connection_that_breaks_off_counts_as_unavailable(
    sessions: Sessions, failure: BaseException
) -> None:
    company = Breaking(sessions)
    company.failure = failure
    with pytest.raises(ToolUnavailable):
        await tools(company, Notebook(), "password_reset").accounts()


async def test_who_is_told_to_stop_stops(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "PAUSES", (60.0,))
    sandbox.down("accounts")
    asking = asyncio.create_task(tools(sandbox, Notebook(), "password_reset").accounts())
    await asyncio.sleep(0.05)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
