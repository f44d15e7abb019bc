"""Years of history in minutes: real turns, multiplied row by row in the tables, sealed as they were."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from bot.playground.accounts import Account
from bot.playground.ids import named_id

MAIN = (
    *("tickets", "runs", "ticket_events", "outbox", "outcomes", "steps", "audit"),
    *("memory_messages", "memory_facts"),
)
NUMBERED = {"ticket_events": "id", "outbox": "seq", "audit": "seq", "inbox": "seq"} | dict.fromkeys(
    ("memory_messages", "memory_facts"), "n"
)
"""Columns in which the store counts by itself."""

UNIQUE = {
    *(("outbox", "id"), ("outbox", "thread_of"), ("outbox", "target")),
    *(("audit", "key"), ("inbox", "event"), ("memory_messages", "id")),
}
"""Columns whose values are names of rows."""

Row = dict[str, Any]


@dataclass(frozen=True)
class Turn:
    """One real turn: whose it was, where, its ticket if it had one, and all its rows by table."""

    user: str
    channel: str
    ts: str
    ticket: int | None
    rows: dict[str, list[Row]]

    def copied(self, table: str, n: int, who: Account, ticket: int) -> Iterator[Row]:
        """The rows of the nth copy, as if somebody else had asked years ago; no question is open so long."""
        other = {self.ts: f"{1_000_000_000 + n}.000000", self.user: who.id}
        other[self.channel] = named_id("D", who.name)
        for row in self.rows[table]:
            copy = {name: _renamed(value, other) for name, value in row.items()}
            copy |= {
                name: _long_ago(value, n) for name, value in row.items() if name.endswith("at") and value
            }
            copy |= {name: f"{copy[name]}~{n}" for name in row if (table, name) in UNIQUE and row[name]}
            copy |= {"state": "closed"} if row.get("state") == "asked" else {}
            copy |= {name: ticket for name in ("ticket", "number") if row.get(name) and self.ticket}
            yield copy


def _renamed(value: Any, other: dict[str, str]) -> Any:
    if isinstance(value, str) and len(value) < 200:
        for old, new in other.items():
            value = value.replace(old, new)
    return value


def _long_ago(moment: str, n: int) -> str:
    """The same day in one of the years 2010 to 2019."""
    return f"{2010 + n % 10}{moment[4:]}"


class History:
    """The stores in one folder while nobody runs on them."""

    def __init__(self, folder: Path) -> None:
        self._files = {"baton.db": MAIN, "inbox.db": ("inbox",)}
        self._folder = folder
        self._copies = count(1)
        self._turns = list(self._read())

    def grow(self, messages: int, people: Sequence[Account]) -> None:
        """Copy turns until so many messages are remembered: half of them the first person's, the rest
        everybody else's in turn.
        """
        short = messages - self.messages()
        each = sum(len(turn.rows["memory_messages"]) for turn in self._turns) / len(self._turns)
        wanted = list(zip(range(max(0, round(short / each))), self._copies, strict=False))
        for name, tables in self._files.items():
            with closing(sqlite3.connect(self._folder / name)) as store, store:
                ticket = self._last_ticket(store) if name == "baton.db" else 0
                for table in tables:
                    self._copy(store, table, wanted, ticket, people)
                store.commit()
                store.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _copy(
        self,
        store: sqlite3.Connection,
        table: str,
        wanted: Sequence[tuple[int, int]],
        ticket: int,
        people: Sequence[Account],
    ) -> None:
        columns = next((list(turn.rows[table][0]) for turn in self._turns if turn.rows[table]), [])
        if columns:
            names = ", ".join(f'"{name}"' for name in columns)
            marks = ", ".join("?" * len(columns))
            rows = (
                tuple(row.values())
                for n, serial in wanted
                for row in self._turns[n % len(self._turns)].copied(
                    table, serial, _whose(n, people), ticket + 1 + n
                )
            )
            store.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)

    def messages(self) -> int:
        """How many are remembered."""
        with closing(sqlite3.connect(self._folder / "baton.db")) as store:
            return int(store.execute("SELECT count(*) FROM memory_messages").fetchone()[0])

    def bytes(self) -> int:
        """What the stores take on the disk."""
        return sum(file.stat().st_size for name in self._files for file in self._folder.glob(f"{name}*"))

    def _last_ticket(self, store: sqlite3.Connection) -> int:
        return int(store.execute("SELECT coalesce(max(number), 0) FROM tickets").fetchone()[0])

    def _read(self) -> Iterator[Turn]:
        tables: dict[str, list[Row]] = {}
        for name, held in self._files.items():
            with closing(sqlite3.connect(self._folder / name)) as store:
                store.row_factory = sqlite3.Row
                for table in held:
                    rows = store.execute(f"SELECT * FROM {table}").fetchall()
                    tables[table] = [_counted_anew(table, dict(row)) for row in rows]
        for first in tables["inbox"]:
            _, channel, ts, _ = first["id"].split(":")
            said = next(row for row in tables["memory_messages"] if row["id"] == f"{channel}:{ts}")
            ticket = next((row["number"] for row in tables["tickets"] if row["thread"] == ts), None)
            mine = {table: [row for row in rows if _of(row, ts, ticket)] for table, rows in tables.items()}
            yield Turn(said["person"], channel, ts, ticket, mine)


def _counted_anew(table: str, row: Row) -> Row:
    return {name: value for name, value in row.items() if name != NUMBERED.get(table)}


def _of(row: Row, ts: str, ticket: int | None) -> bool:
    named = any(isinstance(value, str) and len(value) < 200 and ts in value for value in row.values())
    return named or (ticket is not None and row.get("ticket") == ticket)


def _whose(n: int, people: Sequence[Account]) -> Account:
    return people[0] if n % 2 else people[1 + n // 2 % (len(people) - 1)]
