"""The check for viruses: a command of the company's own, told the path of a file, that says yes or no."""

import asyncio
import os
import shutil
import signal
import tempfile
from pathlib import Path

from bot.settings import RelaySettings

CLEAN, REFUSED = 0, 1
PATH = "{path}"
ENVIRONMENT = {"PATH": os.defpath, "LC_ALL": "C"}
"""All that the command is told of ours: no token, no key."""


class Unscanned(Exception):
    """The command could not say."""


class Scan:
    """Runs the command on a copy that nobody else can read, in `folder`, for as long as it may take."""

    def __init__(self, rules: RelaySettings, folder: Path) -> None:
        self._command, self._seconds = rules.scan, rules.scan_seconds
        self._folder = folder

    def tidy(self) -> None:
        """Remove what a crash left behind."""
        shutil.rmtree(self._folder, ignore_errors=True)

    async def is_clean(self, content: bytes) -> bool:
        """Whether the command says so; True where there is none. Raises Unscanned when it cannot tell."""
        if not self._command:
            return True
        path = await asyncio.to_thread(self._written, content)
        try:
            said = await self._said(path)
        finally:
            await asyncio.to_thread(path.unlink, missing_ok=True)
        if said not in {CLEAN, REFUSED}:
            raise Unscanned(f"exit status {said}")
        return said == CLEAN

    async def _said(self, path: Path) -> int:
        with path.open("rb") as content:
            try:
                running = await asyncio.create_subprocess_exec(
                    *command(self._command, path),
                    stdin=content,
                    stdout=asyncio.subprocess.DEVNULL,
                    stderr=asyncio.subprocess.DEVNULL,
                    env=ENVIRONMENT,
                    start_new_session=True,
                )
            except OSError as error:
                raise Unscanned(type(error).__name__) from None
        try:
            async with asyncio.timeout(self._seconds):
                return await running.wait()
        except TimeoutError:
            raise Unscanned("no answer in time") from None
        finally:
            if running.returncode is None:
                os.killpg(running.pid, signal.SIGKILL)
                await running.wait()

    def _written(self, content: bytes) -> Path:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=self._folder)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        return Path(name)


def command(words: tuple[str, ...], path: Path) -> list[str]:
    """The command with the path in its place, or at its end."""
    told = [word.replace(PATH, str(path)) for word in words]
    return told if told != list(words) else [*told, str(path)]


def program(rules: RelaySettings) -> str | None:
    """Where the command of the scan lies; None when it is not there."""
    return shutil.which(rules.scan[0], path=os.defpath)
