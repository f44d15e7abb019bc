"""The real `baton serve` in a process of its own: started, killed, started again on the same folder."""

import asyncio
import contextlib
import os
import shutil
import signal
import socket
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from aiohttp import ClientError, ClientSession

from bot.playground.server import Config
from bot.playground.server import Running as Playground
from bot.playground.server import start as start_playground

ROOT = Path(__file__).parents[2]
MANIFEST = ROOT / "manifest.yml"
PATIENCE = 60.0


def free_port() -> int:
    """A port that was free a moment ago."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def start_wise(folder: Path) -> None:
    """Let replicas in this folder start with what was learned on this machine before; it is only a cache."""
    ours = folder / ".baton"
    ours.mkdir(exist_ok=True)
    for kept in (ROOT / ".baton").glob("*.npz"):
        with contextlib.suppress(FileNotFoundError):
            shutil.copy(kept, ours)


@dataclass
class Served:
    """One replica. Over HTTP where `http` is set, else over Socket Mode.

    `module` is what runs; tests.chaos.watched is `baton serve` with a witness inside. `extra` is laid over
    its environment.
    """

    playground: Playground
    folder: Path
    port: int
    http: bool = False
    process: asyncio.subprocess.Process | None = None
    lives: int = 0
    extra: dict[str, str] = field(default_factory=dict)
    name: str = "chaos"
    module: str = "bot.cli.main"

    async def start(self) -> float:
        """Start it; the seconds until it takes events."""
        began = time.perf_counter()
        await self.spawn()
        await self.becomes_ready()
        return time.perf_counter() - began

    async def spawn(self) -> None:
        """Start the process, and no more."""
        with self.log.open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", self.module, "serve"),
                env=self._environment(),
                cwd=self.folder,
                stdout=log,
                stderr=log,
            )
        self.lives += 1

    async def becomes_ready(self) -> None:
        """Wait until it takes events."""
        async with ClientSession() as session, asyncio.timeout(PATIENCE):
            while not await self._ready(session):
                await asyncio.sleep(0.1)

    async def kill(self) -> None:
        """SIGKILL: no goodbye."""
        assert self.process
        self.process.kill()
        await self.process.wait()

    async def stop(self) -> float:
        """SIGTERM; the seconds until it has ended."""
        assert self.process
        began = time.perf_counter()
        if self.process.returncode is None:
            self.process.terminate()
        await self.process.wait()
        return time.perf_counter() - began

    def freeze(self) -> None:
        """SIGSTOP: it does nothing more, and does not know it."""
        os.kill(self.pid, signal.SIGSTOP)

    def thaw(self) -> None:
        """SIGCONT: it goes on where it stood."""
        os.kill(self.pid, signal.SIGCONT)

    async def close(self) -> None:
        """End the replica, however it is, and its Slack."""
        if self.running:
            await self.kill()
        await self.playground.stop()

    @property
    def running(self) -> bool:
        """Whether there is a process."""
        return self.process is not None and self.process.returncode is None

    @property
    def pid(self) -> int:
        """The process that runs now."""
        assert self.process
        return self.process.pid

    @property
    def log(self) -> Path:
        """What it wrote, in all its lives."""
        return self.folder / f"{self.name}.log"

    async def _ready(self, session: ClientSession) -> bool:
        assert self.process
        if self.process.returncode is not None:
            raise AssertionError(self.log.read_text()[-2000:])
        try:
            async with session.get(f"http://127.0.0.1:{self.port}/readyz") as answer:
                return answer.status == 200
        except ClientError:
            return False

    def _environment(self) -> dict[str, str]:
        ours = {
            "SLACK_BOT_TOKEN": "xoxb-playground",
            "SLACK_SIGNING_SECRET": "playground",
            "SLACK_API_URL": self.playground.api_url,
            "DATABASE_URL": f"sqlite+aiosqlite:///{self.folder}/baton.db",
            "BATON_INSTANCE": self.name,
            "HOST": "127.0.0.1",
            "PORT": str(self.port),
            "PYTHONPATH": str(ROOT),
        }
        others = {name: value for name, value in os.environ.items() if not name.startswith("SLACK_")}
        over_socket = {} if self.http else {"SLACK_APP_TOKEN": "xapp-playground"}
        return others | ours | over_socket | self.extra


async def serve_beside_playground(folder: Path, config: Config, *, http: bool = False) -> Served:
    """A playground in this process and a replica (not started yet) that it talks to."""
    port = free_port()
    address = f"http://127.0.0.1:{port}/slack/events" if http else ""
    changed = {**vars(config), "port": 0, "manifest": MANIFEST, "request_url": address}
    return Served(await start_playground(Config(**changed)), folder, port, http)
