"""From a store of any released version to one of this: where it stands, what waits, applying it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, column, inspect, select, table, text
from sqlalchemy.exc import DBAPIError

from bot.errors import ConfigurationError

LOCK = 7_263_003
"""The advisory lock under which a replica brings a PostgreSQL store up to date; the others wait for it."""

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Line:
    """The versions of one store, the oldest first.

    `folder` holds a file for each; `mark` is the table in the store that says which one it has; `sign` is
    a table by which a store of 0.1.0, which had no mark, is known.
    """

    folder: str
    mark: str
    sign: str
    versions: tuple[str, ...]

    @property
    def head(self) -> str:
        """The version this code works with."""
        return self.versions[-1]

    def waiting(self, standing: str | None) -> tuple[str, ...]:
        """What has yet to be applied to a store of this version, in order."""
        return self.versions if standing is None else self.versions[self.versions.index(standing) + 1 :]


MAIN = Line("main", "baton_version", "tickets", ("0001", "0002", "0003", "0004"))
INBOX = Line("inbox", "inbox_version", "inbox", ("0001",))


def upgrade(engine: Engine, line: Line) -> tuple[str, ...]:
    """Bring the store up to date; what was applied. Replicas that start at once do it one after the other.

    Raises ConfigurationError for a store of a newer Baton, and for one that cannot be opened or written.
    """
    with _explained(engine):
        if engine.dialect.name == "sqlite":
            Path(str(engine.url.database)).parent.mkdir(parents=True, exist_ok=True)
        with engine.connect() as connection:
            if standing(connection, line) == line.head:
                return ()
        with engine.begin() as connection:
            _lock(connection)
            before = standing(connection, line)
            if waiting := line.waiting(before):
                _apply(connection, line, before)
        return waiting


def look(engine: Engine, line: Line) -> str | None:
    """The version of the store; None for an empty one. Raises ConfigurationError as `upgrade` does."""
    with _explained(engine), engine.connect() as connection:
        return standing(connection, line)


def standing(connection: Connection, line: Line) -> str | None:
    """The version of the store; None for an empty one. Raises ConfigurationError for one we do not know."""
    tables = set(inspect(connection).get_table_names())
    if line.mark not in tables:
        return line.versions[0] if line.sign in tables else None
    version: str = connection.execute(select(table(line.mark, column("version_num")))).scalar_one()
    if version not in line.versions:
        raise ConfigurationError(
            f"The database {_name(connection.engine)} was written by a newer Baton (its tables have version "
            f"{version}, this one knows {line.head}); run that one."
        )
    return version


def _lock(connection: Connection) -> None:
    """Until this transaction ends, nobody else changes the tables."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({LOCK})"))
    else:
        # Python's sqlite3 begins no transaction for statements that make tables.
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _apply(connection: Connection, line: Line, before: str | None) -> None:
    # A store that is up to date does not pay for loading Alembic.
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection, "mark": line.mark})
    config.set_main_option("script_location", _plain(HERE))
    config.set_main_option("path_separator", "os")
    config.set_main_option("version_locations", _plain(HERE / line.folder))
    if before is not None:
        command.stamp(config, before)
    command.upgrade(config, line.head)


def _plain(folder: Path) -> str:
    """A path that Alembic's configuration takes as it stands."""
    return str(folder).replace("%", "%%")


@contextmanager
def _explained(engine: Engine) -> Iterator[None]:
    try:
        yield
    except (DBAPIError, OSError) as error:
        reason = str(getattr(error, "orig", error)).partition("\n")[0]
        raise ConfigurationError(
            f"The database {_name(engine)} cannot be opened or written ({reason}); "
            "DATABASE_URL can name another."
        ) from None


def _name(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=True)
