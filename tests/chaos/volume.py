"""Many messages under many kills and a Slack that breaks: `make chaos STORE= MESSAGES= KILLS= SEED=`.

Prints the seed first, a table last, and every fault that was found; exits with 1 where there was one.
"""

import argparse
import asyncio
import json
import logging
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from tests.chaos.fleet import Fleet, fleet
from tests.chaos.plan import Plan
from tests.chaos.trial import Result, Trial
from tests.servers import postgres

console = Console()


@asynccontextmanager
async def store(name: str) -> AsyncIterator[str]:
    """The address of an empty store of this kind; "" for SQLite, which the fleet keeps in its folder."""
    if name == "sqlite":
        yield ""
        return
    async with postgres(durable=True) as server:
        yield server.make("chaos")


async def run(plan: Plan, where: str, folder: Path, *, http: bool) -> Result:
    """Run a plan, with a bar that shows how far it is."""
    async with (
        store(where) as url,
        fleet(folder, plan.replicas, http=http, people=plan.people, database_url=url) as ours,
    ):
        await ours.start()
        trial = Trial(ours, plan)
        showing = asyncio.create_task(_show(ours, trial, plan))
        try:
            return await trial.run()
        finally:
            showing.cancel()
            rows = ours.witness.journal.rows()
            (folder / "journal.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows))


async def _show(ours: Fleet, trial: Trial, plan: Plan) -> None:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console) as progress:
        task = progress.add_task("answered", total=plan.answers)
        while True:
            answered, kills = len(ours.witness.record.heard), trial.reaper.kills
            progress.update(task, completed=answered, description=f"answered ({kills} kills)")
            await asyncio.sleep(0.25)


def show(result: Result, where: str) -> None:
    """The table, and every fault."""
    table = Table(title=f"Chaos on {where}, seed {result.plan.seed}, {result.plan.replicas} replicas")
    table.add_column("")
    table.add_column("", justify="right")
    for row in result.rows:
        table.add_row(*row)
    console.print(table)
    for fault in result.faults:
        console.print(fault, style="red", markup=False)


def main() -> int:
    """Run what the command line asks for; 1 where there was a fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", choices=("sqlite", "postgres"), default="sqlite")
    for name, default in (("messages", 300), ("kills", 10), ("seed", 1), ("replicas", 2)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--http", action="store_true", help="signed HTTP behind a balancer, not Socket Mode")
    parser.add_argument("--keep", type=Path, help="a folder in which logs, store and journal are left behind")
    asked = parser.parse_args()
    # A replica that dies while it calls Slack is no error of Slack's.
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)
    plan = Plan(asked.messages, asked.kills, asked.seed, asked.replicas)
    console.print(f"seed {plan.seed}")
    with tempfile.TemporaryDirectory() as folder:
        place = asked.keep or Path(folder)
        place.mkdir(parents=True, exist_ok=True)
        result = asyncio.run(run(plan, asked.store, place.resolve(), http=asked.http))
    show(result, asked.store)
    return 1 if result.faults else 0


if __name__ == "__main__":
    sys.exit(main())
