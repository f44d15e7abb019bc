"""The audit's chain: whatever is changed, put in, swapped or cut without the key is found."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import pytest
from sqlalchemy import delete, select, text

from bot.governance.audit import Audit, Deed, Outcome
from bot.governance.chain import Place, Verdict, verify
from bot.governance.linking import Linker, read_marks
from bot.store.sealed import vault
from bot.store.session import Sessions, connect, sessions
from bot.store.tables import AuditRow, metadata
from bot.store.tables.audit import AuditHead, AuditLink
from tests.fakes_leases import FakeLeases
from tests.tables import create_tables

KEY, NEW_KEY = b"k" * 32, b"n" * 32


@dataclass
class Book:
    """A store with an audit in it, what binds its rows, and the mark outside."""

    store: Sessions
    linker: Linker
    mark: Path

    async def writes(self, *keys: str, team: str = "T1") -> None:
        """Rows: an intent each, which is settled."""
        for key in keys:
            deed = {
                "team": team,
                "actor": "jordan",
                "action": "reset_password",
                "key": key,
                "why": f"For {key}.",
            }
            async with self.store.begin() as session:
                await Audit().intend(session, **cast("Deed", deed))
            async with self.store.begin() as session:
                await Audit().settle(session, key, Outcome.DONE)

    async def fills(self) -> None:
        """Four rows, settled and bound: eight links."""
        await self.linker.begin()
        await self.writes("a", "b", "c", "d")
        await self.linker.link()

    async def suffers(self, *statements: str) -> None:
        """Somebody changes the store past Baton."""
        async with self.store.begin() as session:
            for each in statements:
                await session.execute(text(each))

    async def verdict(self, kept: Place | None = None) -> Verdict:
        """What verifying comes to."""
        async with self.store() as session:
            return await verify(session, "T1", kept)


@asynccontextmanager
async def opened(url: str, folder: Path) -> AsyncIterator[Book]:
    """A book in the store of this address."""
    vault.unlock([KEY])
    engine = connect(url)
    await create_tables(engine, [metadata])
    store, mark = sessions(engine), folder / "audit.marks"
    yield Book(store, Linker(store, FakeLeases(), "T1", mark), mark)
    await engine.dispose()


@pytest.fixture
async def book(tmp_path: Path) -> AsyncIterator[Book]:
    async with opened(f"sqlite+aiosqlite:///{tmp_path}/baton.db", tmp_path) as book:
        yield book


@pytest.fixture
async def chained(book: Book) -> Book:
    await book.fills()
    return book


async def test_a_chain_that_nobody_touched_holds(database_url: str, tmp_path: Path) -> None:
    async with opened(database_url, tmp_path) as book:
        await book.fills()
        await book.writes("of-another-team", team="T2")
        verdict = await book.verdict(read_marks(book.mark)["T1"])

    assert (verdict.links, verdict.waiting, verdict.fault) == (8, 0, "")
    assert read_marks(book.mark) == {"T1": verdict.place}


TAMPERED = {
    "an actor": (["UPDATE audit SET actor = 'bob' WHERE key = 'b'"], "Row 2 was changed"),
    "an outcome": (["UPDATE audit SET outcome = 'failed' WHERE key = 'b'"], "Row 2 was changed"),
    "a moment": (["UPDATE audit SET at = '2020-01-01 00:00:00+00' WHERE key = 'b'"], "Row 2 was changed"),
    "the person": (["UPDATE audit SET on_behalf_of = 'UEVE' WHERE key = 'b'"], "Row 2 was changed"),
    "words of another row": (
        ["UPDATE audit SET why = (SELECT o.why FROM audit o WHERE o.key = 'c') WHERE key = 'b'"],
        "Row 2 was changed",
    ),
    "words that do not open": (
        ["UPDATE audit SET why = 'Because I say so.' WHERE key = 'b'"],
        "Row 2 was changed: its words cannot be opened",
    ),
    "a row deleted": (["DELETE FROM audit WHERE key = 'b'"], "The row 'b' was deleted"),
    "the last row deleted": (["DELETE FROM audit WHERE key = 'd'"], "The row 'd' was deleted"),
    "a row deleted with its links": (
        ["DELETE FROM audit WHERE key = 'b'", "DELETE FROM audit_links WHERE key = 'b'"],
        "Link 3 was taken out",
    ),
    "the end cut off with its links": (
        ["DELETE FROM audit WHERE key = 'd'", "DELETE FROM audit_links WHERE key = 'd'"],
        "Link 7 and all after it were cut off; there were 8",
    ),
    "the end cut off and the anchor moved": (
        [
            "DELETE FROM audit WHERE key = 'd'",
            "DELETE FROM audit_links WHERE key = 'd'",
            "UPDATE audit_heads SET count = 6, mac = (SELECT l.mac FROM audit_links l WHERE l.n = 6)",
        ],
        "The anchor, which says where the chain ends, was changed",
    ),
    "the anchor taken away": (["DELETE FROM audit_heads"], "its anchor is missing"),
    "two rows swapped": (
        [
            "UPDATE audit SET seq = 99 WHERE key = 'b'",
            "UPDATE audit SET seq = 2 WHERE key = 'c'",
            "UPDATE audit SET seq = 3 WHERE key = 'b'",
        ],
        "Row 3 was changed",
    ),
    "two links swapped": (
        [
            "UPDATE audit_links SET n = 99 WHERE n = 3",
            "UPDATE audit_links SET n = 3 WHERE n = 5",
            "UPDATE audit_links SET n = 5 WHERE n = 99",
        ],
        "Link 3, of 'c', was changed",
    ),
    "a row put in": (
        [
            "INSERT INTO audit (key, team, at, actor, on_behalf_of, action, why, details, outcome)"
            " SELECT 'e', team, at, 'bob', on_behalf_of, action, why, details, outcome FROM audit"
            " WHERE key = 'd'"
        ],
        "was put in: 'reset_password' by 'bob'",
    ),
    "a settlement taken back": (
        [
            "UPDATE audit SET outcome = 'intended' WHERE key = 'd'",
            "DELETE FROM audit_links WHERE n = 8",
        ],
        "Link 8 and all after it were cut off",
    ),
    "a settlement unbound": (
        [
            "UPDATE audit SET outcome = 'intended' WHERE key = 'd'",
            "UPDATE audit_links SET n = NULL WHERE n = 8",
        ],
        "Link 8 and all after it were cut off",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("statements", "found"), TAMPERED.values(), ids=TAMPERED)
async def test_what_is_done_to_a_chain_is_found(chained: Book, statements: list[str], found: str) -> None:
    await chained.suffers(*statements)

    assert found in (await chained.verdict()).fault


async def test_the_first_of_several_faults_is_named(chained: Book) -> None:
    await chained.suffers("DELETE FROM audit WHERE key = 'c'", "UPDATE audit SET actor = 'x' WHERE key = 'b'")

    verdict = await chained.verdict()

    assert (verdict.links, verdict.fault) == (
        3,
        "Row 2 was changed; it now says 'reset_password' by 'x', done.",
    )


async def test_an_older_state_of_everything_is_found_by_the_mark_outside(chained: Book) -> None:
    kept = read_marks(chained.mark)["T1"]
    async with chained.store.begin() as session:
        for table in (AuditRow, AuditLink, AuditHead):
            await session.execute(delete(table))
    assert (await chained.verdict()).fault == ""

    assert "its anchor is missing" in (await chained.verdict(kept)).fault
    await chained.linker.begin()
    await chained.writes("a")
    await chained.linker.link()
    assert "cut off; there were 8" in (await chained.verdict(kept)).fault
    assert read_marks(chained.mark) == {"T1": kept}, "the mark stays until somebody has looked"


async def test_rows_that_wait_for_their_place_are_looked_at_too(chained: Book) -> None:
    await chained.writes("e")
    assert (await chained.verdict()).waiting == 2

    await chained.suffers("UPDATE audit SET actor = 'bob' WHERE key = 'e'")

    assert "was changed" in (await chained.verdict()).fault


async def test_rows_from_before_there_was_a_chain_are_bound_into_it(book: Book) -> None:
    await book.writes("a", "b")
    await book.suffers("DELETE FROM audit_links")
    assert "anchor is missing" in (await book.verdict()).fault

    await book.linker.begin()
    await book.linker.link()
    await book.linker.begin()
    assert await book.verdict() == Verdict(2, place=read_marks(book.mark)["T1"])

    await book.suffers("UPDATE audit SET actor = 'bob' WHERE key = 'a'")
    assert "Row 1 was changed" in (await book.verdict()).fault


async def test_a_chain_goes_on_over_a_change_of_key(chained: Book) -> None:
    vault.unlock([NEW_KEY, KEY])
    await chained.writes("e")
    await chained.linker.link()
    assert (await chained.verdict()).links == 10

    vault.unlock([NEW_KEY])

    assert "a key that is not at hand" in (await chained.verdict()).fault


async def test_replicas_bind_one_at_a_time(chained: Book) -> None:
    other = FakeLeases("other")
    await chained.writes("e")
    await other.take("audit")
    assert await Linker(chained.store, FakeLeases("one", other.held), "T1", chained.mark).link() == 0

    await other.let_go("audit")

    assert await Linker(chained.store, other, "T1", chained.mark).link() == 2
    async with chained.store() as session:
        assert list(await session.scalars(select(AuditLink.n).order_by(AuditLink.n))) == list(range(1, 11))
