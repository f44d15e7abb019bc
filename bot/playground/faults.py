"""Faults on request: refusals, server errors, cut connections and delays, so many times each."""

from dataclasses import dataclass, replace
from enum import StrEnum

from bot.playground.errors import Refused


class Kind(StrEnum):
    """What goes wrong."""

    RATELIMITED = "ratelimited"
    ERROR_BEFORE = "error_before"
    ERROR_AFTER = "error_after"
    DROP_AFTER = "drop_after"
    DELAY = "delay"
    DISCONNECT = "disconnect"


@dataclass(frozen=True)
class Fault:
    """A fault of one method (`*`: of any), `times` times; `seconds` is a delay or a Retry-After."""

    method: str
    kind: Kind
    times: int = 1
    seconds: float = 1.0


class Faults:
    """The faults that are waiting to happen."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []

    def plant(self, fault: Fault) -> None:
        """Have a fault happen from now on."""
        if fault.times < 1 or fault.seconds < 0:
            raise Refused("A fault happens at least once, and its seconds are not negative.")
        self._waiting.append(fault)

    def take(self, method: str) -> Fault | None:
        """The fault that this call meets, if any; it counts down by this."""
        for index, fault in enumerate(self._waiting):
            if fault.method in (method, "*"):
                rest = replace(fault, times=fault.times - 1)
                self._waiting[index : index + 1] = [rest] if rest.times else []
                return fault
        return None
