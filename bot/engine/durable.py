"""Turns as DBOS workflows: checkpointed, recovered after a crash, each id run to its end once.

Decision 0003 says why DBOS, and which of its habits are tamed here: only ids go into its tables, its
logger is quiet, its SQLite file is WAL and fully synchronous, and turns run on the caller's event loop.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, Literal

import sqlalchemy as sa
from dbos import DBOS, AsyncSQLAlchemyDatasource, DBOSConfig, SetWorkflowID, StepOptions
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.engine.passing import passes
from bot.engine.steps import Effect, TurnBody, TurnFailed, Work

log = logging.getLogger(__name__)

APPLICATION_VERSION = "1"
"""Recovery only takes up turns of this version; raise it when the order of a turn's steps changes."""

MOST_RECOVERIES = 25
"""A turn that was running at this many crashes may well be their cause, and a person takes over."""

LOST = ("ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED")
POLL_SECONDS = 0.05
STRAY_SECONDS = 2.0
"""After so long without an end, it is checked that a turn of ours really is running."""


class StepFailed(Exception):
    """A step raised; the log says what. Carries no text of people."""


class Interrupted(BaseException):
    """The store failed us in mid-turn. As in a crash nothing is recorded, and the turn is taken up again.

    Not an Exception, so that neither the turn nor DBOS takes it for an outcome.
    """


class DurableSteps:
    """The steps of the turn that is running, recorded by DBOS beside our own data."""

    def __init__(self, datasource: AsyncSQLAlchemyDatasource) -> None:
        self._datasource = datasource
        sqlite = datasource.engine.dialect.name == "sqlite"
        self._isolation: Literal["SERIALIZABLE", "READ COMMITTED"] = (
            "SERIALIZABLE" if sqlite else "READ COMMITTED"
        )

    async def commit(self, name: str, work: Work) -> str:
        """Run `work` in one transaction that also records its result: exactly once."""

        async def transaction() -> str:
            return await _named(name, work(self._datasource.sql_session()))

        with _interrupting():
            return await self._datasource.run_tx_step_async(
                {"name": name, "isolation_level": self._isolation}, transaction
            )

    async def attempt(self, name: str, work: Effect) -> str:
        """Run `work` and record its result: once, or again if a crash fell in between."""

        async def effect() -> str:
            with _interrupting():
                return await _named(name, work())

        with _interrupting():
            return await DBOS.run_step_async(StepOptions(name=name), effect)


@contextmanager
def _interrupting() -> Iterator[None]:
    try:
        yield
    except Exception as error:
        if passes(error):
            log.warning("The store does not take writes (%s).", type(error).__name__)
            raise Interrupted from None
        raise


async def _named(name: str, work: Awaitable[str]) -> str:
    """DBOS keeps exceptions, so they lose their text; trouble that passes is not the step's."""
    try:
        return await work
    except Exception as error:
        if passes(error):
            raise
        log.exception("The step %r failed.", name)
        raise StepFailed(f"{name}: {type(error).__name__}") from None


class Engine:
    """Runs turns. One per process: DBOS keeps its registry in module state."""

    def __init__(self, database: AsyncEngine, checkpoints: sa.Engine, instance: str, body: TurnBody) -> None:
        """`checkpoints` is where DBOS keeps its own tables; `instance` names this replica."""
        self._database = database
        self._checkpoints = checkpoints
        self._instance = instance
        self._body = body
        self._turn: Callable[[str], Any] | None = None
        self._running: dict[str, asyncio.Task[Any] | None] = {}

    async def launch(self) -> None:
        """Make DBOS's tables and take up what a crash left unfinished."""
        logging.getLogger("dbos").setLevel(logging.CRITICAL)
        DBOS(config=self._config())
        datasource = await AsyncSQLAlchemyDatasource.create(
            self._database.url.render_as_string(hide_password=False), engine=self._database
        )
        # DBOS runs a transaction again after trouble of this kind; a full disk is of this kind too.
        datasource._is_serialization_error = passes  # type: ignore[method-assign]
        steps = DurableSteps(datasource)

        @DBOS.workflow(name="turn", max_recovery_attempts=MOST_RECOVERIES)
        async def turn(inbound: str) -> None:
            with self._noted(inbound), _interrupting():
                await self._body(inbound, steps)

        self._turn = turn
        DBOS.launch()
        await self._drop_other_versions()

    async def run(self, inbound: str) -> None:
        """Run the turn of this inbound to its end; a turn that already ended is not run again.

        Raises TurnFailed when it ended badly; whatever else is raised, running it again may help.
        """
        if self._turn is None:
            raise RuntimeError("Engine.launch() comes before run().")
        with SetWorkflowID(inbound):
            handle = await DBOS.start_workflow_async(self._turn, inbound)
        result = asyncio.ensure_future(handle.get_result(polling_interval_sec=POLL_SECONDS))
        try:
            while not (await asyncio.wait({result}, timeout=STRAY_SECONDS))[0]:
                await self._bring_back(inbound)
            await result
        except (Exception, Interrupted) as error:
            if (await handle.get_status()).status in LOST:
                raise TurnFailed(f"{type(error).__name__}: {error}") from None
            raise InterruptedError(f"It was cut short by {type(error).__name__}.") from None
        finally:
            result.cancel()

    async def close(self) -> None:
        """Stop; turns that are running are cut short and taken up again at the next launch."""
        tasks = [task for task in self._running.values() if task]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.to_thread(DBOS.destroy, destroy_registry=True, workflow_completion_timeout_sec=0)
        # DBOS lends the loop its threads and ends them here; whoever goes on in this loop needs others.
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor())

    @contextmanager
    def _noted(self, inbound: str) -> Iterator[None]:
        self._running[inbound] = asyncio.current_task()
        try:
            yield
        finally:
            self._running.pop(inbound, None)

    async def _bring_back(self, inbound: str) -> None:
        """A turn of ours that counts as running and is not: have it taken up again."""
        status = await DBOS.get_workflow_status_async(inbound)
        ours = status and status.status == "PENDING" and status.executor_id == self._instance
        if ours and inbound not in self._running:
            await DBOS.resume_workflow_async(inbound)

    async def _drop_other_versions(self) -> None:
        """Turns begun by an older Baton are not guessed at: they end as lost, and a person is told."""
        left = await DBOS.list_workflows_async(
            status=["PENDING", "ENQUEUED"], executor_id=self._instance, load_input=False, load_output=False
        )
        for found in left:
            if found.app_version not in {None, APPLICATION_VERSION}:
                await DBOS.cancel_workflow_async(found.workflow_id)

    def _config(self) -> DBOSConfig:
        return DBOSConfig(
            name="baton",
            system_database_engine=self._checkpoints,
            system_database_url=self._checkpoints.url.render_as_string(hide_password=False),
            executor_id=self._instance,
            application_version=APPLICATION_VERSION,
            log_level="CRITICAL",
            enable_otlp=False,
        )
