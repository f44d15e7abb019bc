"""Turns as DBOS workflows: checkpointed, recovered after a crash, each id run to its end once.

Decision 0003 says why DBOS, and which of its habits are tamed here: only ids go into its tables, its
logger is quiet, its SQLite file is WAL and fully synchronous, and turns run on the caller's event loop.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Literal

import sqlalchemy as sa
from dbos import DBOS, AsyncSQLAlchemyDatasource, DBOSConfig, SetWorkflowID, StepOptions
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.engine.steps import Effect, TurnBody, Work

log = logging.getLogger(__name__)

APPLICATION_VERSION = "1"
"""Recovery only takes up turns of this version; raise it when the order of a turn's steps changes."""


class StepFailed(Exception):
    """A step raised; the log says what. Carries no text of people."""


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

        return await self._datasource.run_tx_step_async(
            {"name": name, "isolation_level": self._isolation}, transaction
        )

    async def attempt(self, name: str, work: Effect) -> str:
        """Run `work` and record its result: once, or again if a crash fell in between."""

        async def effect() -> str:
            return await _named(name, work())

        return await DBOS.run_step_async(StepOptions(name=name), effect)


async def _named(name: str, work: Awaitable[str]) -> str:
    """Database trouble goes through and is retried; DBOS keeps exceptions, so others lose their text."""
    try:
        return await work
    except OperationalError:
        raise
    except Exception as error:
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

    async def launch(self) -> None:
        """Make DBOS's tables and take up what a crash left unfinished."""
        logging.getLogger("dbos").setLevel(logging.ERROR)
        DBOS(config=self._config())
        datasource = await AsyncSQLAlchemyDatasource.create(
            self._database.url.render_as_string(hide_password=False), engine=self._database
        )
        steps = DurableSteps(datasource)

        @DBOS.workflow(name="turn")
        async def turn(inbound: str) -> None:
            await self._body(inbound, steps)

        self._turn = turn
        DBOS.launch()

    async def run(self, inbound: str) -> None:
        """Run the turn of this inbound to its end; a turn that already ended is not run again."""
        if self._turn is None:
            raise RuntimeError("Engine.launch() comes before run().")
        with SetWorkflowID(inbound):
            handle = await DBOS.start_workflow_async(self._turn, inbound)
        await handle.get_result(polling_interval_sec=0.1)

    async def close(self) -> None:
        """Stop; turns that are running are taken up again at the next launch."""
        await asyncio.to_thread(DBOS.destroy, destroy_registry=True, workflow_completion_timeout_sec=0)
        # DBOS lends the loop its threads and ends them here; whoever goes on in this loop needs others.
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor())

    def _config(self) -> DBOSConfig:
        return DBOSConfig(
            name="baton",
            system_database_engine=self._checkpoints,
            system_database_url=self._checkpoints.url.render_as_string(hide_password=False),
            executor_id=self._instance,
            application_version=APPLICATION_VERSION,
            log_level="ERROR",
            enable_otlp=False,
        )
