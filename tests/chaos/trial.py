"""One run: people who write, a Slack that breaks, a reaper; then the verdict and the figures."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import cycle
from math import inf
from statistics import median

from aiohttp import ClientSession

from tests.chaos.fleet import Fleet
from tests.chaos.judge import Verdict, judge
from tests.chaos.persistent import Persistent
from tests.chaos.plan import Blow, Line, Plan, blows, bursts
from tests.chaos.reaper import Reaper
from tests.chaos.record import Record
from tests.chaos.story import grinding_laptop, slow_laptop

AT_ONCE = 40
"""How many people wait for answers at a time."""

LEAD = 100
"""How many answers the people may be ahead of the next blow."""

STAFF = ("sam", "sara")
PATIENCE = 600.0
MOMENT = 3600.0


@dataclass(frozen=True)
class Result:
    """What came of it. `recoveries` are seconds, one for each conversation that a kill met in work."""

    plan: Plan
    verdict: Verdict
    concurrent: list[str]
    fallen: list[str]
    kills: int
    stops: int
    repeats: int
    planted: int
    seconds: float
    recoveries: list[float]

    @property
    def faults(self) -> list[str]:
        """Everything that is wrong, in a sentence each."""
        return [*self.verdict.faults, *self.concurrent, *self.fallen]

    @property
    def rows(self) -> list[tuple[str, str]]:
        """The figures, for a table."""
        quick = f"{median(self.recoveries):.1f} s, {max(self.recoveries):.1f} s" if self.recoveries else "–"
        return [
            ("messages", f"{self.plan.messages:,}"),
            ("kills", f"{self.kills}"),
            ("rolling restarts (SIGTERM)", f"{self.stops}"),
            ("duplicates delivered", f"{self.repeats}"),
            ("faults planted", f"{self.planted}"),
            ("lost", f"{len(self.verdict.lost)}"),
            ("twice", f"{len(self.verdict.twice)}"),
            ("out of order", f"{len(self.verdict.out_of_order)}"),
            ("without a mark", f"{len(self.verdict.unmarked)}"),
            ("concurrent turns", f"{len(self.concurrent)}"),
            ("messages a second", f"{self.plan.messages / self.seconds:.1f}"),
            ("from a kill to the next answer of a conversation in work, p50, max", quick),
        ]


class Trial:
    """Carries out a plan against a fleet that runs."""

    def __init__(self, fleet: Fleet, plan: Plan, beating: Sequence[Blow] | None = None) -> None:
        """`beating` are other blows than those of the plan's own dice."""
        self._fleet = fleet
        self._witness = fleet.witness
        self._plan = plan
        self._room = asyncio.Semaphore(AT_ONCE)
        self.reaper = Reaper(fleet, blows(plan) if beating is None else beating)

    async def run(self, *beside: Coroutine[None, None, None]) -> Result:
        """Run it to its end, with whatever else is to happen beside it; stop the fleet, and judge."""
        began = time.monotonic()
        async with ClientSession() as session:
            await self._all_of_it(session, beside)
        seconds = time.monotonic() - began
        fallen = self._fleet.fallen()
        await asyncio.gather(*(self._fleet.stop(replica) for replica in self._fleet.replicas))
        self._witness.catch_up()
        return self._result(seconds, fallen)

    async def _all_of_it(self, session: ClientSession, beside: Sequence[Coroutine[None, None, None]]) -> None:
        plan = self._plan
        names = [f"colleague{n}" for n in range(1, plan.people + 1)]
        people = iter([Persistent(session, self._fleet, name) for name in names])
        staff = cycle([Persistent(session, self._fleet, name) for name in STAFF])
        async with asyncio.TaskGroup() as group:
            for work in (self.reaper.reap(), *beside):
                group.create_task(work)
            for n in range(plan.writers):
                group.create_task(self._writes(group, next(people), n))
            for n in range(plan.stories):
                story = partial(grinding_laptop, next(people), next(staff), f"noise-{n:04}")
                group.create_task(self._at(n / plan.stories, story))
            for n in range(plan.questions):
                group.create_task(self._at(n / plan.questions, partial(slow_laptop, next(people))))

    async def _at(self, share: float, story: Callable[[], Awaitable[None]]) -> None:
        """Begin a story when this share of the requests has been answered."""
        await self._witness.until(lambda: self._answered(share), "The moment of a story", MOMENT)
        await story()

    def _answered(self, share: float) -> bool:
        return len(self._witness.record.heard) >= share * self._plan.plain

    async def _writes(self, group: asyncio.TaskGroup, person: Persistent, number: int) -> None:
        for burst in bursts(self._plan, number):
            async with self._room:
                await self._witness.until(self._in_step, "The next blow", MOMENT)
                threads = [await self._says(group, person, line) for line in burst]
                for thread in threads:
                    await self._witness.hears(thread, PATIENCE)

    def _in_step(self) -> bool:
        """People wait for a reaper that is late, so that each of its blows meets work."""
        return len(self._witness.record.heard) < self.reaper.due + LEAD

    async def _says(self, group: asyncio.TaskGroup, person: Persistent, line: Line) -> str:
        if line.fault:
            await person.does("faults", method=line.method, kind=line.fault, seconds=1)
        ts = await person.says(line.text)
        if line.again:
            group.create_task(self._comes_again(person, ts, line.again))
        await asyncio.sleep(line.pause)
        return ts

    async def _comes_again(self, person: Persistent, ts: str, seconds: float) -> None:
        """Slack delivers it a second time."""
        record = self._witness.record
        told = await self._witness.until(lambda: ts in record.said and record.said[ts].told, "A delivery")
        await asyncio.sleep(seconds)
        await person.does("redeliver", n=told)

    def _result(self, seconds: float, fallen: list[str]) -> Result:
        record = self._witness.record
        return Result(
            plan=self._plan,
            verdict=judge(record),
            concurrent=self._fleet.crowded(),
            fallen=fallen,
            kills=self.reaper.kills,
            stops=self.reaper.stops,
            repeats=record.repeats,
            planted=record.faults.total(),
            seconds=seconds,
            recoveries=recoveries(record),
        )


def recoveries(record: Record) -> list[float]:
    """For each conversation that was in work at a kill: the seconds until its next answer."""
    waits = [
        (request.channel, request.at, answers[0].at)
        for request in record.requests()
        if (answers := record.answers(request.ts))
    ]
    found: dict[tuple[float, str], float] = {}
    for kill in (strike.at for strike in record.strikes if strike.what == "kill"):
        for channel, asked, answered in waits:
            if asked < kill < answered:
                found[kill, channel] = min(answered - kill, found.get((kill, channel), inf))
    return list(found.values())
