"""The sandbox company: who works there, what changes, and that nothing changes twice."""

import asyncio
from datetime import date

import pytest

from bot.connections.sample import PEOPLE
from bot.connections.sandbox import Sandbox, masked
from bot.store.session import Sessions
from skills import ToolDenied, ToolUnavailable

DAY = date(2026, 12, 7)


async def test_sample_people_are_found_by_their_address_and_stay_theirs(sandbox: Sandbox) -> None:
    ada = await sandbox.person("U1", "Ada", "ada@corp.example")
    assert (ada.id, ada.country, ada.manager) == ("ada", "US", "Ruth Okafor")
    assert await sandbox.person("U1", "Ada") == ada


async def test_an_address_that_somebody_has_claimed_opens_nothing_to_another(sandbox: Sandbox) -> None:
    await sandbox.person("U1", "Ada", "ada@corp.example")
    other = await sandbox.person("U2", "Mallory", "ada@corp.example")
    assert other.id == "U2"


async def test_a_stranger_gets_an_ordinary_record_once(sandbox: Sandbox) -> None:
    found = await asyncio.gather(*(sandbox.person("U9", "Nia Park", "nia@else.example") for _ in range(5)))
    assert {person.id for person in found} == {"U9"}
    assert found[0].country == ""
    assert len(await sandbox.accounts("U9")) >= 5
    assert len(await sandbox.laptops("U9")) == 1


async def test_many_strangers_each_have_their_own_things(sandbox: Sandbox) -> None:
    people = [await sandbox.person(f"U{n}", f"Person {n}") for n in range(30)]
    ids = [factor.id for person in people for factor in await sandbox.factors(person.id)]
    assert len(set(ids)) == 30


async def test_recovery_addresses_are_only_ever_seen_masked(sandbox: Sandbox) -> None:
    assert {account.recovery for account in await sandbox.accounts("ada")} == {"a•••@home.example"}
    assert {account.recovery for account in await sandbox.accounts("hana")} == {""}
    assert masked("") == ""


async def test_a_locked_account_is_opened(sandbox: Sandbox) -> None:
    await sandbox.unlock_account("ada", "Windows", key="k")
    states = {account.system: account.state for account in await sandbox.accounts("ada")}
    assert states["Windows"] == "active"


async def test_links_are_refused_without_an_open_account_and_an_address(sandbox: Sandbox) -> None:
    for person, system in [("fay", "Workday"), ("hana", "Okta"), ("ada", "Mainframe")]:
        with pytest.raises(ToolDenied):
            await sandbox.reset_password(person, system, key=f"{person} {system}")
    with pytest.raises(ToolDenied):
        await sandbox.unlock_account("fay", "Workday", key="fay unlock")
    assert await sandbox.reset_password("ada", "Okta", key="ada") == "a•••@home.example"


async def test_only_ones_own_factor_is_removed(sandbox: Sandbox) -> None:
    with pytest.raises(ToolDenied):
        await sandbox.reset_factor("ben", "ada-app", key="1")
    assert await sandbox.reset_factor("ada", "ada-app", key="2") == "a•••@home.example"
    states = {factor.id: factor.state for factor in await sandbox.factors("ada")}
    assert states == {"ada-app": "removed", "ada-key": "active"}


async def test_only_ones_own_laptop_is_read(sandbox: Sandbox) -> None:
    assert (await sandbox.device_health("ben", "CRP-2207")).disk_errors == 37
    with pytest.raises(ToolDenied):
        await sandbox.device_health("ada", "CRP-2207")


async def test_leave_is_booked_and_never_beyond_the_balance(sandbox: Sandbox) -> None:
    before = {b.kind: b.left for b in await sandbox.leave_balances("ada")}
    assert await sandbox.request_leave("ada", "PTO", DAY, DAY, 1, key="1") == "LV-00001"
    after = {b.kind: b.left for b in await sandbox.leave_balances("ada")}
    assert after["PTO"] == before["PTO"] - 1
    for kind, days in [("PTO", after["PTO"] + 0.5), ("casual", 1.0)]:
        with pytest.raises(ToolDenied):
            await sandbox.request_leave("ada", kind, DAY, DAY, days, key=f"{kind} {days}")


async def test_a_change_happens_once_for_one_key(sandbox: Sandbox) -> None:
    first = [await sandbox.request_leave("ada", "PTO", DAY, DAY, 1, key="same") for _ in range(3)]
    assert set(first) == {"LV-00001"}
    assert {b.kind: b.booked for b in await sandbox.leave_balances("ada")}["PTO"] == 1
    assert await sandbox.request_leave("ada", "PTO", DAY, DAY, 1, key="other") == "LV-00002"


async def test_fifty_at_once_with_one_key_book_one_day(sandbox: Sandbox) -> None:
    calls = (sandbox.request_leave("ada", "PTO", DAY, DAY, 1, key="same") for _ in range(50))
    assert set(await asyncio.gather(*calls)) == {"LV-00001"}
    assert {b.kind: b.booked for b in await sandbox.leave_balances("ada")}["PTO"] == 1


async def test_a_refused_change_can_be_tried_again(sandbox: Sandbox) -> None:
    sandbox.down("request_leave")
    with pytest.raises(ToolUnavailable, match="does not answer"):
        await sandbox.request_leave("ada", "PTO", DAY, DAY, 1, key="k")
    sandbox.up("request_leave")
    assert await sandbox.request_leave("ada", "PTO", DAY, DAY, 1, key="k") == "LV-00001"


async def test_what_was_done_is_still_told_while_the_system_is_down(sandbox: Sandbox) -> None:
    await sandbox.reset_password("ada", "Okta", key="k")
    sandbox.down("reset_password")
    assert await sandbox.reset_password("ada", "Okta", key="k") == "a•••@home.example"


async def test_denying_a_tool_concerns_one_person(sandbox: Sandbox) -> None:
    sandbox.deny("laptops", "ada")
    with pytest.raises(ToolDenied, match="rules"):
        await sandbox.laptops("ada")
    assert len(await sandbox.laptops("ben")) == 2


@pytest.mark.parametrize("tool", ["accounts", "factors", "laptops", "leave_balances"])
async def test_every_reading_can_be_down(sandbox: Sandbox, tool: str) -> None:
    sandbox.down(tool)
    with pytest.raises(ToolUnavailable):
        await getattr(sandbox, tool)("ada")


async def test_a_reset_brings_the_first_day_back(sandbox: Sandbox, sessions: Sessions) -> None:
    await sandbox.person("U9", "Nia Park")
    await sandbox.request_leave("ada", "PTO", DAY, DAY, 1, key="k")
    await sandbox.unlock_account("ada", "Windows", key="u")
    await sandbox.reset()
    assert {b.kind: b.booked for b in await sandbox.leave_balances("ada")}["PTO"] == 0
    assert {a.state for a in await sandbox.accounts("ada") if a.system == "Windows"} == {"locked"}
    assert await sandbox.accounts("U9") == []


async def test_everything_survives_a_restart(sandbox: Sandbox, sessions: Sessions) -> None:
    await sandbox.unlock_account("ada", "Windows", key="u")
    again = Sandbox(sessions)
    await again.seed()
    assert {a.state for a in await again.accounts("ada")} == {"active"}


async def test_every_sample_person_is_whole(sandbox: Sandbox) -> None:
    for sample in PEOPLE:
        assert await sandbox.laptops(sample.name)
        assert await sandbox.factors(sample.name)
        assert await sandbox.leave_balances(sample.name)


async def test_two_replicas_may_seed_at_once(sessions: Sessions) -> None:
    replicas = [Sandbox(sessions) for _ in range(3)]
    await asyncio.gather(*(replica.seed() for replica in replicas))
    assert len(await replicas[0].laptops("ben")) == 2


async def test_a_system_answers_until_a_tool_of_it_is_down(sandbox: Sandbox) -> None:
    sandbox.down("device_health")

    assert {one.name for one in sandbox.systems() if not one.answers} == {"Laptop health"}
