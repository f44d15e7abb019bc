"""`baton keys`: seal everything with a new key, and see which key sealed how much."""

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Table
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from bot import settings as settings_room
from bot.app.store import bring_up_to_date, lines
from bot.errors import ConfigurationError
from bot.governance.chain import PURPOSE
from bot.settings import Settings
from bot.store.keys import LOOK_SECONDS, key_file, put_in_front, secret_keys
from bot.store.rotation import made_by, reseal
from bot.store.sealed import vault
from bot.store.session import connect_blocking
from bot.store.tables.audit import AuditKey

keys = typer.Typer(help="The keys that seal what people say: changing them.", no_args_is_help=True)


KEPT = 2
"""So many keys stay behind a new one in the file: a replica may still use one of them."""

NOTICED_SECONDS = LOOK_SECONDS + 1
"""After so long whoever runs seals with a new key, so that nothing of the old one comes after us."""


@keys.command()
def rotate() -> None:
    """Seal every text with the first key of BATON_SECRET_KEY, beside a running Baton; again goes on.

    Without BATON_SECRET_KEY it makes the new key itself. Exit status 1 where a text could not be opened.
    Example: BATON_SECRET_KEY=$NEW,$OLD baton keys rotate
    """
    settings = settings_room.load()
    _require_a_store(settings)
    bring_up_to_date(settings)
    _unlock(settings)
    if settings.baton_secret_key is None and not _unfinished(settings):
        put_in_front(key_file(settings), secret_keys(settings)[:KEPT])
        _unlock(settings)
        time.sleep(NOTICED_SECONDS)
    with _stores(settings) as engines:
        _keep_retired(engines[0])
        done = _reseal(engines)
        left = _counted(engines)
    lost = sum(count for name, count in left.items() if name not in vault.names)
    print(f"{done} texts were sealed with the key {vault.name}.")
    for name in vault.names[1:]:
        print(_what_of(name, left[name], settings))
    if lost:
        print(f"{lost} texts were sealed with keys that are not at hand; nothing was changed about them.")
    raise typer.Exit(1 if lost else 0)


@keys.command()
def status() -> None:
    """Each key by its short name, and how many texts it sealed. Changes nothing.

    Example: baton keys status
    """
    settings = settings_room.load()
    _require_a_store(settings)
    _unlock(settings)
    with _stores(settings) as engines:
        counted = _counted(engines)
    table = Table("key", "texts", "what it does")
    for name in (*vault.names, *sorted(set(counted) - set(vault.names))):
        table.add_row(name, str(counted[name]), _does(name))
    Console().print(table)


def _require_a_store(settings: Settings) -> None:
    """Raises ConfigurationError where there is none; a key would be made for it."""
    main = lines(settings)[0][1]
    if not exists(main):
        raise ConfigurationError(f"There is no Baton database at {main}; DATABASE_URL names the one to seal.")


def _does(name: str) -> str:
    if name == vault.name:
        return "seals and opens"
    return "opens" if name in vault.names else "is not at hand: these texts cannot be read"


def _what_of(name: str, count: int, settings: Settings) -> str:
    if count:
        return f"{count} texts of the key {name} came meanwhile; run this again."
    if settings.baton_secret_key is None:
        return f"The key {name} opens nothing any more; a later rotation takes it out of the file."
    return f"The key {name} opens nothing any more; BATON_SECRET_KEY need not hold it any longer."


def _unlock(settings: Settings) -> None:
    vault.unlock(secret_keys(settings))


def _unfinished(settings: Settings) -> bool:
    """Whether an earlier rotation was interrupted: an older key still has texts of its own."""
    with _stores(settings) as engines:
        counted = _counted(engines)
    return any(counted[name] for name in vault.names[1:])


@contextmanager
def _stores(settings: Settings) -> Iterator[list[Engine]]:
    """The store of the rooms first, then the inbox, where that is another one."""
    urls = dict.fromkeys(url for _, url in lines(settings))
    engines = [connect_blocking(url) for url in urls if exists(url)]
    try:
        yield engines
    finally:
        for engine in engines:
            engine.dispose()


def exists(url: str) -> bool:
    """Whether there is a store; looking into a SQLite file that is not there would make one."""
    path = url.partition(":///")[2]
    return not url.startswith("sqlite") or Path(path).exists()


def _counted(engines: list[Engine]) -> Counter[str]:
    return sum((made_by(engine) for engine in engines), Counter())


def _keep_retired(engine: Engine) -> None:
    """The audit is not bound anew: what bound it is kept, sealed with the new key."""
    _, *retired = vault.keys(PURPOSE).items()
    with Session(engine) as session, session.begin():
        known = set(session.scalars(select(AuditKey.name)))
        session.add_all(AuditKey(name=name, key=key.hex()) for name, key in retired if name not in known)


def _reseal(engines: list[Engine]) -> int:
    """With a bar on stderr; how many texts were sealed anew."""
    done = 0
    with Progress(console=Console(stderr=True), transient=True) as progress:
        total = sum(_counted(engines)[name] for name in vault.names[1:])
        bar = progress.add_task("Sealing", total=total)
        for engine in engines:
            for some in reseal(engine, vault):
                done += some
                progress.update(bar, completed=done)
    return done
