"""`/metrics` for Prometheus: what waits, what was done, what went wrong, read from the store when asked."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from aiohttp import web
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute

from bot.store.base import now
from bot.store.inbox import Inbox
from bot.store.leases import Leases
from bot.store.session import Sessions
from bot.store.tables import AuditRow, OutboxRow, Outcome, TicketRow, TimerRow

COUNTED: Sequence[tuple[str, str, str, InstrumentedAttribute[str]]] = (
    ("baton_tickets", "Tickets by state", "state", TicketRow.state),
    ("baton_outcomes", "What became of inbound messages", "what", Outcome.what),
    ("baton_outbox", "Messages to Slack by state", "state", OutboxRow.state),
    ("baton_audit", "Recorded actions by outcome", "outcome", AuditRow.outcome),
)
"""Metric, help, label, and the column whose values are counted."""

UNSENT = select(func.min(OutboxRow.created_at)).where(OutboxRow.state.in_(("pending", "sending")))


class Reading:
    """One reading, as a collector."""

    def __init__(self, families: Iterable[GaugeMetricFamily]) -> None:
        self._families = list(families)

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Each metric with its samples."""
        yield from self._families


def metrics(sessions: Sessions, inbox: Inbox, leases: Leases) -> web.RouteDef:
    """The route; it holds counts and ages only, nothing that anybody said."""

    async def show(_: web.Request) -> web.Response:
        counts, gauges = await _counts(sessions), await _gauges(sessions, inbox, leases)
        registry = CollectorRegistry()
        registry.register(Reading([*counts, *gauges]))
        return web.Response(body=generate_latest(registry), headers={"Content-Type": CONTENT_TYPE_LATEST})

    return web.get("/metrics", show)


async def _counts(sessions: Sessions) -> list[GaugeMetricFamily]:
    families = []
    async with sessions() as session:
        for name, text, label, column in COUNTED:
            family = GaugeMetricFamily(name, text, labels=[label])
            for value, count in await session.execute(select(column, func.count()).group_by(column)):
                family.add_metric([str(value)], int(count))
            families.append(family)
    return families


async def _gauges(sessions: Sessions, inbox: Inbox, leases: Leases) -> list[GaugeMetricFamily]:
    at = now()
    waiting, oldest = await inbox.backlog()
    async with sessions() as session:
        unsent = await session.scalar(UNSENT)
        due = await session.scalar(select(func.count()).where(TimerRow.due_at <= at))
    return [
        GaugeMetricFamily("baton_inbound_waiting", "Arrivals not dealt with", value=waiting),
        GaugeMetricFamily(
            "baton_inbound_oldest_seconds", "Age of the oldest of them", value=_age(oldest, at)
        ),
        GaugeMetricFamily("baton_outbox_oldest_seconds", "Age of the oldest unsent", value=_age(unsent, at)),
        GaugeMetricFamily("baton_timers_due", "Timers that are due and have not rung", value=due or 0),
        GaugeMetricFamily("baton_replicas", "Replicas that live, as this one sees it", value=leases.count),
    ]


def _age(since: datetime | None, at: datetime) -> float:
    return (at - since).total_seconds() if since else 0.0
