"""Delivery to the app: over its sockets, else signed HTTP; again when it is not acked."""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any

from bot.playground.changes import Change, Json
from bot.playground.envelopes import Delivered, event_callback
from bot.playground.errors import NotFound
from bot.playground.events import events_of
from bot.playground.manifest import Manifest
from bot.playground.signed import HttpFailure, RequestUrl
from bot.playground.sockets import Lost, Sockets
from bot.playground.workspace import Workspace

ACK_SECONDS = 3.0
RETRY_DELAYS = (0.0, 60.0, 300.0)


@dataclass(frozen=True)
class Patience:
    """How long an ack may take, and how long to wait before each retry, in seconds."""

    ack_seconds: float = ACK_SECONDS
    retry_delays: tuple[float, ...] = RETRY_DELAYS


class NotAcked(Exception):
    """The app did not take a payload; `reason` is Slack's word for it."""

    def __init__(self, reason: str, *, final: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.final = final


class Delivery:
    """Sends what the app is to know, and keeps the tasks that do it."""

    def __init__(
        self,
        space: Workspace,
        sockets: Sockets,
        request_url: RequestUrl | None,
        manifest: Manifest,
        patience: Patience,
    ) -> None:
        self._space = space
        self._sockets = sockets
        self._request_url = request_url
        self._manifest = manifest
        self._patience = patience
        self._tasks: set[asyncio.Task[Any]] = set()

    def observe(self, change: Change) -> None:
        """Deliver the events of a change, those the app subscribes to."""
        for event in events_of(self._space, change):
            if self._manifest.wants(event.subscription):
                self.post(event_callback(self._space, event))

    def post(self, delivered: Delivered) -> None:
        """Deliver an event without waiting for it."""
        self._keep(self._insist(delivered))

    def notify(self, delivered: Delivered) -> None:
        """Deliver an interaction whose ack nobody waits for."""
        self._keep(self.ask(delivered))

    def _keep(self, work: Coroutine[Any, Any, Any]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def ask(self, delivered: Delivered) -> Json | None:
        """Deliver an interaction or command once; the ack's payload, or None when there was no ack."""
        try:
            return await self._attempt(delivered, 0, "")
        except NotAcked:
            return None

    async def _insist(self, delivered: Delivered) -> None:
        reason = ""
        for attempt, delay in enumerate((0.0, *self._patience.retry_delays)):
            if delay:
                await asyncio.sleep(delay)
            try:
                await self._attempt(delivered, attempt, reason)
            except NotAcked as failure:
                if failure.final:
                    return
                reason = failure.reason
            else:
                return

    async def _attempt(self, delivered: Delivered, attempt: int, reason: str) -> Json:
        via = "socket" if self._sockets or not self._request_url else "http"
        number = self._note(delivered, attempt, reason, via)
        seconds = self._patience.ack_seconds
        try:
            if via == "http" and self._request_url:
                answer = await self._request_url.send(delivered, seconds, attempt, reason)
            else:
                answer = await self._sockets.send(delivered, seconds, attempt, reason)
        except HttpFailure as failure:
            self._note_ack(number, delivered, failure.reason)
            raise NotAcked(failure.reason, final=failure.final) from failure
        except (Lost, TimeoutError) as failure:
            why = "timeout" if isinstance(failure, TimeoutError) else "connection_failed"
            self._note_ack(number, delivered, why)
            raise NotAcked(why) from failure
        self._note_ack(number, delivered, "", answer)
        return answer

    def _note(self, delivered: Delivered, attempt: int, reason: str, via: str) -> int:
        row: Json = {"kind": delivered.kind, "type": delivered.label, "via": via, "attempt": attempt}
        if "event_id" in delivered.payload:
            row["event_id"] = delivered.payload["event_id"]
        if reason:
            row["reason"] = reason
        return self._space.journal.write("delivery", "app", row | {"payload": delivered.payload})

    def _note_ack(self, number: int, delivered: Delivered, error: str, answer: Json | None = None) -> None:
        row: Json = {"delivery": number, "type": delivered.label, "ok": not error}
        if error:
            row["error"] = error
        if answer:
            row["payload"] = answer
        self._space.journal.write("ack", "app", row)

    def redeliver(self, number: int) -> None:
        """Deliver the event of a journal row once more, unchanged; raises `NotFound`."""
        row = self._space.journal.row(number)
        if row is None or row["what"] != "delivery":
            raise NotFound(f"Row {number} of the journal is not a delivery.")
        delivered = Delivered(row["data"]["kind"], row["data"]["payload"])
        self._keep(self.ask(delivered))

    async def close(self) -> None:
        """End all deliveries that are still under way."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._request_url:
            await self._request_url.close()
