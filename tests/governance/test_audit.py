"""Every deed leaves one row, the intent before the effect; nothing in it is readable in the file."""

from pathlib import Path
from typing import Any, cast

from bot.governance.audit import Audit, Deed, Outcome, params_hash
from bot.store.session import Sessions

RESET: Deed = {
    "team": "T1",
    "actor": "jordan",
    "action": "reset_password",
    "key": "turn-1:step-2",
    "on_behalf_of": "UADA",
    "ticket": 12,
    "why": "Asked for an Okta reset.",
    "details": {"system": "okta"},
}


def reset(**changes: Any) -> Deed:
    """The same deed, different in this."""
    return cast("Deed", {**RESET, **changes})


async def outcomes(store: Sessions, audit: Audit, team: str = "T1") -> list[str]:
    """What stands in the audit, newest first."""
    async with store() as session:
        return [row.outcome for row in await audit.recent(session, team)]


async def test_an_intent_stands_before_the_effect_and_is_settled_after(store: Sessions, audit: Audit) -> None:
    async with store.begin() as session:
        await audit.intend(session, **RESET)
    assert await outcomes(store, audit) == ["intended"]
    async with store.begin() as session:
        await audit.settle(session, RESET["key"], Outcome.DONE)
    async with store() as session:
        (row,) = await audit.recent(session, "T1")
    assert (row.actor, row.on_behalf_of, row.ticket, row.outcome) == ("jordan", "UADA", 12, "done")
    assert (row.why, row.details) == ("Asked for an Okta reset.", {"system": "okta"})
    assert row.at.utcoffset() is not None


async def test_the_same_intent_twice_is_one_row(store: Sessions, audit: Audit) -> None:
    async with store.begin() as session:
        await audit.intend(session, **RESET)
        await audit.settle(session, RESET["key"], Outcome.DONE)
    async with store.begin() as session:
        await audit.intend(session, **RESET)
    assert await outcomes(store, audit) == ["done"]


async def test_the_first_settlement_stands(store: Sessions, audit: Audit) -> None:
    async with store.begin() as session:
        await audit.intend(session, **RESET)
        await audit.settle(session, RESET["key"], Outcome.FAILED)
        await audit.settle(session, RESET["key"], Outcome.DONE)
    assert await outcomes(store, audit) == ["failed"]


async def test_a_refusal_is_a_row_and_is_never_settled(store: Sessions, audit: Audit) -> None:
    async with store.begin() as session:
        await audit.refuse(session, **RESET)
        await audit.settle(session, RESET["key"], Outcome.DONE)
    assert await outcomes(store, audit) == ["refused"]


async def test_what_is_rolled_back_leaves_no_row(store: Sessions, audit: Audit) -> None:
    async with store() as session:
        await audit.record(session, **RESET)
        await session.rollback()
    assert await outcomes(store, audit) == []


async def test_rows_are_found_by_who_what_ticket_and_outcome(store: Sessions, audit: Audit) -> None:
    async with store.begin() as session:
        await audit.record(session, **RESET)
        await audit.record(session, Outcome.FAILED, **reset(key="b", actor="bob", ticket=13))
        await audit.record(session, **reset(key="c", action="unlock_account", ticket=None))
        await audit.record(session, **reset(key="d", team="T2"))

    async with store() as session:
        assert [row.key for row in await audit.recent(session, "T1")] == ["c", "b", "turn-1:step-2"]
        assert [row.key for row in await audit.recent(session, "T1", actor="bob")] == ["b"]
        assert [row.key for row in await audit.recent(session, "T1", action="unlock_account")] == ["c"]
        assert [row.key for row in await audit.recent(session, "T1", ticket=12)] == ["turn-1:step-2"]
        assert [row.key for row in await audit.recent(session, "T1", outcome=Outcome.FAILED)] == ["b"]


async def test_pages_follow_each_other_without_gap_or_overlap(store: Sessions, audit: Audit) -> None:
    async with store.begin() as session:
        for number in range(7):
            await audit.record(session, **reset(key=str(number)))
    seen: list[str] = []
    before = None
    async with store() as session:
        while page := await audit.recent(session, "T1", limit=3, before=before):
            seen += [row.key for row in page]
            before = page[-1].seq
    assert seen == list("6543210")


async def test_reasons_and_details_are_not_readable_in_the_file(
    store: Sessions, audit: Audit, tmp_path: Path
) -> None:
    async with store.begin() as session:
        await audit.record(session, **reset(why="canary-reason", details={"host": "canary-host"}))
    raw = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"reset_password" in raw
    assert b"canary" not in raw


def test_the_hash_of_arguments_depends_on_what_they_say_and_not_on_their_order() -> None:
    assert params_hash({"a": 1, "b": [2]}) == params_hash({"b": [2], "a": 1})
    assert params_hash({"a": 1}) != params_hash({"a": "1"})
    assert len({params_hash({"system": name}) for name in ("okta", "vpn", "okta ")}) == 3
