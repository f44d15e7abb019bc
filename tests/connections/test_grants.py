"""Grants: only the tools on the badge, only for one person, each use written down before it happens."""

from dataclasses import dataclass, field
from datetime import date

import pytest

from bot.connections.grants import granted
from bot.connections.sandbox import Sandbox
from skills import Person, Quote, Run, ToolDenied, Tools, ToolUnavailable
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

    async def refused(self, tool: str, why: str) -> None:
        self.rows.append(("refused", tool, why))


async def handbook(question: str) -> list[Quote]:
    return [Quote("Parking", "Parking is free in Austin.", "parking.md")]


def tools(company: Sandbox, notebook: Notebook, skill: str, run_id: str = "r1") -> Tools:
    """Ada's tools for a skill."""
    return granted(company, handbook, CATALOG.skills[skill].badge, ADA, notebook, run_id)


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
    outcomes = [row[2].partition(":")[0] for row in notebook.rows if row[0] == "happened"]
    assert outcomes == ["unavailable", "denied"]


async def test_one_request_changes_a_thing_once_and_the_next_request_may_again(sandbox: Sandbox) -> None:
    for run_id in ("r1", "r1", "r2"):
        await tools(sandbox, Notebook(), "time_off", run_id).request_leave("PTO", DAY, DAY, 1)
    assert {b.kind: b.booked for b in await sandbox.leave_balances("ada")}["PTO"] == 2


async def test_the_question_itself_stays_out_of_the_audit(sandbox: Sandbox) -> None:
    notebook = Notebook()
    await tools(sandbox, notebook, "knowledge_answer").search_handbook("my secret worry")
    assert "secret" not in str(notebook.rows)
    assert notebook.rows[-1] == ("happened", "search_handbook", "1 found")


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
