"""Seals anew what older keys sealed: in small batches, beside a running Baton, and again from where it ended.

A sealed text begins with the name of its key, so the texts are found by what they look like, in whatever
table they stand. A row that somebody changes meanwhile is left to them: they seal with the new key.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    MetaData,
    Row,
    Select,
    String,
    Table,
    func,
    or_,
    select,
    tuple_,
    update,
)

from bot.store.sealed import SEALED, Vault

BATCH = 200
"""So many rows in a transaction: whoever writes meanwhile waits for a few milliseconds."""

LOOKS_SEALED = "________:gAAAA%"
"""For LIKE: what may be a key's name, and how Fernet's tokens begin."""

NAME = re.compile(r"[0-9a-f]{8}")


@dataclass(frozen=True)
class Sealing:
    """A table with columns of text, some of which may be sealed."""

    table: Table
    columns: tuple[Column[str], ...]

    @property
    def key(self) -> tuple[Column[object], ...]:
        """Its primary key."""
        return tuple(self.table.primary_key.columns)


def sealings(engine: Engine) -> list[Sealing]:
    """Every table of a store with columns of text."""
    found = MetaData()
    found.reflect(engine)
    tables = [
        Sealing(table, tuple(c for c in table.columns if isinstance(c.type, String) and not c.primary_key))
        for table in found.sorted_tables
    ]
    return [each for each in tables if each.columns and each.key]


def made_by(engine: Engine) -> Counter[str]:
    """How many sealed texts there are of each key, by its name."""
    counted: Counter[str] = Counter()
    with engine.connect() as connection:
        for each in sealings(engine):
            for column in each.columns:
                name = func.substr(column, 1, 8)
                query = select(name, func.count()).where(column.like(LOOKS_SEALED)).group_by(name)
                counted.update(dict(connection.execute(query).all()))
    return Counter({name: count for name, count in counted.items() if NAME.fullmatch(name)})


def reseal(engine: Engine, vault: Vault) -> Iterator[int]:
    """Seal everything with the key in use; how many texts were, batch by batch."""
    for each in sealings(engine):
        last: Row[*tuple[object, ...]] | None = None
        while True:
            with engine.begin() as connection:
                if engine.dialect.name == "sqlite":
                    connection.exec_driver_sql("PRAGMA secure_delete=ON")
                rows = connection.execute(_page(each, vault.name, last)).all()
                done = sum(_reseal_row(connection, each, row, vault) for row in rows)
            if not rows:
                break
            last = rows[-1]
            yield done


def _page(each: Sealing, name: str, last: Row[*tuple[object, ...]] | None) -> Select[*tuple[object, ...]]:
    """The next rows that hold something sealed with another key."""
    old = or_(*(c.like(LOOKS_SEALED) & c.not_like(f"{name}:%") for c in each.columns))
    query = select(*each.key, *each.columns).where(old).order_by(*each.key).limit(BATCH)
    return query if last is None else query.where(tuple_(*each.key) > tuple_(*last[: len(each.key)]))


def _reseal_row(connection: Connection, each: Sealing, row: Row[*tuple[object, ...]], vault: Vault) -> int:
    """Each text by itself, if it is still the one that was read."""
    done = 0
    for column, before in zip(each.columns, row[len(each.key) :], strict=True):
        if isinstance(before, str) and (after := anew(before, vault)) is not None:
            here = [part == value for part, value in zip(each.key, row, strict=False)]
            swap = update(each.table).where(*here, column == before).values({column.name: after})
            done += connection.execute(swap).rowcount
    return done


def anew(text: str, vault: Vault) -> str | None:
    """The text sealed with the key in use; None for what is not sealed, or not with one of our older keys."""
    name, _, _ = text.partition(":")
    if not SEALED.match(text) or name == vault.name or name not in vault.names:
        return None
    return vault.seal(vault.open(text))
