"""Migrations: a store of any release becomes one of today and keeps its rows, however many start at once."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, MetaData, insert, inspect, select, text
from sqlalchemy.orm import Session

import memory
from bot import connections
from bot.errors import ConfigurationError
from bot.store import migrations
from bot.store.inbox import InboxBase, InboxRow
from bot.store.migrations import INBOX, MAIN, Line, look, upgrade
from bot.store.sealed import vault
from bot.store.session import connect_blocking
from bot.store.tables import TicketRow, metadata

MOMENT = datetime(2026, 11, 1, 9, 30, tzinfo=UTC)
LINES = pytest.mark.parametrize("line", [MAIN, INBOX], ids=lambda line: line.folder)


def together(*families: MetaData) -> MetaData:
    """All tables of several families."""
    tables = MetaData()
    for family in families:
        for table in family.tables.values():
            table.to_metadata(tables)
    return tables


TABLES = {MAIN: together(metadata, memory.metadata, connections.metadata), INBOX: InboxBase.metadata}


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    vault.unlock([b"k" * 32])
    engine = connect_blocking(database_url.replace("+aiosqlite", ""))
    yield engine
    engine.dispose()


def as_of_0_1_0(engine: Engine, line: Line) -> MetaData:
    """Make the tables that 0.1.0 made, which kept no mark of its version; what they are."""
    upgrade(engine, Line(line.folder, line.mark, line.sign, line.versions[:1]))
    with engine.begin() as connection:
        connection.execute(text(f"DROP TABLE {line.mark}"))
    tables = MetaData()
    tables.reflect(engine)
    return tables


@LINES
def test_migrations_make_the_tables_that_the_code_has(engine: Engine, line: Line) -> None:
    upgrade(engine, line)

    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": line.mark})
        differences = compare_metadata(context, TABLES[line])

    assert differences == [], "say it in bot/store/migrations, too"


@LINES
def test_a_line_names_its_versions_in_order(line: Line) -> None:
    folder = Path(migrations.__file__).parent / line.folder
    files = {path.name: path.read_text() for path in sorted(folder.glob("v*.py"))}
    found = [re.findall(r'^(?:down_)?revision = (?:None|"(\d+)")$', code, re.M) for code in files.values()]

    assert tuple(name[1:5] for name in files) == line.versions
    assert found == [[own, before] for own, before in zip(line.versions, ("", *line.versions), strict=False)]


def test_a_store_of_0_1_0_keeps_its_tickets(engine: Engine) -> None:
    tables = as_of_0_1_0(engine, MAIN).tables
    ticket: dict[str, Any] = {column.name: "" for column in tables["tickets"].columns if not column.nullable}
    ticket |= {"number": 7, "requester": "U1", "opened_at": MOMENT, "updated_at": MOMENT, "reopened": 0}
    ticket |= {name: vault.seal(name) for name in ("request", "why", "handed_because", "suggestion", "fix")}
    with engine.begin() as connection:
        connection.execute(insert(tables["tickets"]).values(**ticket))

    assert look(engine, MAIN) == "0001"
    assert upgrade(engine, MAIN) == MAIN.versions[1:]

    with Session(engine) as session:
        kept = session.scalars(select(TicketRow)).one()
    assert (kept.number, kept.requester, kept.request, kept.opened_at) == (7, "U1", "request", MOMENT)


def test_an_inbox_of_0_1_0_keeps_what_waits(engine: Engine) -> None:
    tables = as_of_0_1_0(engine, INBOX).tables
    row = {"id": "D1:1", "conversation": "D1", "body": vault.seal("hello"), "state": "open"}
    with engine.begin() as connection:
        connection.execute(insert(tables["inbox"]).values(seq=1, received_at=MOMENT, **row))

    upgrade(engine, INBOX)

    with Session(engine) as session:
        kept = session.scalars(select(InboxRow)).one()
    assert (kept.seq, kept.id, kept.body, kept.received_at) == (1, "D1:1", "hello", MOMENT)


@LINES
def test_a_replica_of_the_release_before_can_go_on_writing(engine: Engine, line: Line) -> None:
    before = as_of_0_1_0(engine, line).tables
    upgrade(engine, line)
    after = MetaData()
    after.reflect(engine)

    for name, old in before.items():
        columns = after.tables[name].columns
        added = [column for column in columns if column.name not in old.columns]
        assert set(old.columns.keys()) <= set(columns.keys())
        assert all(column.nullable or column.server_default is not None for column in added)


@LINES
def test_a_store_that_is_up_to_date_is_left_alone(engine: Engine, line: Line) -> None:
    assert look(engine, line) is None
    assert upgrade(engine, line) == line.versions

    assert upgrade(engine, line) == ()
    assert look(engine, line) == line.head


def test_main_store_and_inbox_live_in_one_postgres(postgres_url: str) -> None:
    engine = connect_blocking(postgres_url)

    assert upgrade(engine, INBOX) == INBOX.versions
    assert upgrade(engine, MAIN) == MAIN.versions
    engine.dispose()


@LINES
def test_replicas_that_start_at_once_migrate_once(database_url: str, line: Line) -> None:
    replicas = 4
    all_there = Barrier(replicas)

    def start() -> tuple[str, ...]:
        engine = connect_blocking(database_url.replace("+aiosqlite", ""))
        all_there.wait()
        applied = upgrade(engine, line)
        engine.dispose()
        return applied

    with ThreadPoolExecutor(replicas) as pool:
        applied = [started.result() for started in [pool.submit(start) for _ in range(replicas)]]

    assert sorted(applied) == [()] * (replicas - 1) + [line.versions]


@LINES
def test_a_store_of_a_newer_baton_is_refused(engine: Engine, line: Line) -> None:
    upgrade(engine, line)
    with engine.begin() as connection:
        connection.execute(text(f"UPDATE {line.mark} SET version_num = '9999'"))

    with pytest.raises(ConfigurationError, match=r"newer Baton .*9999"):
        upgrade(engine, line)


def test_a_migration_that_fails_leaves_no_half_of_it(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE timers (id INTEGER)"))

    with pytest.raises(ConfigurationError, match="timers"):
        upgrade(engine, MAIN)

    assert inspect(engine).get_table_names() == ["timers"]


def test_a_server_that_is_not_there_is_one_sentence() -> None:
    engine = connect_blocking("postgresql+psycopg://baton:hush@127.0.0.1:1/baton")

    with pytest.raises(ConfigurationError) as refused:
        upgrade(engine, MAIN)

    assert "DATABASE_URL" in str(refused.value)
    assert "hush" not in str(refused.value)
    assert "\n" not in str(refused.value)
