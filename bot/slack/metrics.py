"""`/metrics` for Prometheus: what waits, what was done, what went wrong, counted in the store when asked."""

from collections.abc import Iterator, Sequence

from aiohttp import web
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute

from bot.store.session import Sessions
from bot.store.tables import AuditRow, OutboxRow, Outcome, TicketRow

COUNTED: Sequence[tuple[str, str, str, InstrumentedAttribute[str]]] = (
    ("baton_tickets", "Tickets by state", "state", TicketRow.state),
    ("baton_outcomes", "What became of inbound messages", "what", Outcome.what),
    ("baton_outbox", "Messages to Slack by state", "state", OutboxRow.state),
    ("baton_audit", "Recorded actions by outcome", "outcome", AuditRow.outcome),
)
"""Metric, help, label, and the column whose values are counted."""


class Counts:
    """One reading of the store, as a collector."""

    def __init__(self, readings: Sequence[Sequence[tuple[str, int]]]) -> None:
        self._readings = readings

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Each metric with its samples."""
        for (name, text, label, _), counts in zip(COUNTED, self._readings, strict=True):
            family = GaugeMetricFamily(name, text, labels=[label])
            for value, count in counts:
                family.add_metric([value], count)
            yield family


def metrics(sessions: Sessions) -> web.RouteDef:
    """The route; it holds counts only, nothing that anybody said."""

    async def show(_: web.Request) -> web.Response:
        async with sessions() as session:
            readings = [
                [
                    (str(value), int(count))
                    for value, count in await session.execute(select(column, func.count()).group_by(column))
                ]
                for *_, column in COUNTED
            ]
        registry = CollectorRegistry()
        registry.register(Counts(readings))
        return web.Response(body=generate_latest(registry), headers={"Content-Type": CONTENT_TYPE_LATEST})

    return web.get("/metrics", show)
