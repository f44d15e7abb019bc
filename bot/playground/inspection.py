"""Small checks that blocks and views are made of; each fault is worded and pointed at as Slack does."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from bot.playground.changes import Json

PLAIN = frozenset({"plain_text"})
ANY_TEXT = frozenset({"plain_text", "mrkdwn"})


@dataclass
class Inspection:
    """Collects faults; `at` is a JSON pointer such as `/blocks/0/text`."""

    faults: list[str] = field(default_factory=list)

    def fault(self, at: str, what: str) -> None:
        """Note a fault."""
        self.faults.append(f"[ERROR] {what} [json-pointer:{at}]")

    def is_object(self, thing: Any, at: str) -> bool:
        """Whether it is an object."""
        if not isinstance(thing, dict):
            self.fault(at, "must be an object")
        return isinstance(thing, dict)

    def required(self, thing: Any, at: str, *names: str) -> bool:
        """Whether it is an object with all these fields."""
        if not self.is_object(thing, at):
            return False
        missing = [name for name in names if thing.get(name) is None]
        for name in missing:
            self.fault(at, f"missing required field: {name}")
        return not missing

    def length(self, value: Any, at: str, limit: int, least: int = 1) -> None:
        """A string of `least` to `limit` characters."""
        if not isinstance(value, str):
            self.fault(at, "must be a string")
        elif len(value) > limit:
            self.fault(at, f"must be less than {limit + 1} characters")
        elif len(value) < least:
            self.fault(at, f"must be more than {least - 1} characters")

    def string(self, thing: Json, name: str, at: str, limit: int, least: int = 1) -> None:
        """The same for a field that may be absent."""
        if thing.get(name) is not None:
            self.length(thing[name], f"{at}/{name}", limit, least)

    def items(self, value: Any, at: str, most: int, least: int = 1) -> list[Any]:
        """A list of `least` to `most` items; an empty list where it is not one."""
        if not isinstance(value, list):
            self.fault(at, "must be an array")
            return []
        if len(value) > most:
            self.fault(at, f"no more than {most} items allowed")
        elif len(value) < least:
            self.fault(at, f"must provide at least {least} items")
        return value

    def one_of(self, thing: Json, name: str, at: str, allowed: Collection[str]) -> None:
        """A field that, where given, is one of these."""
        if thing.get(name) is not None and str(thing[name]) not in allowed:
            self.fault(f"{at}/{name}", f"must be one of: {', '.join(sorted(allowed))}")

    def text(self, value: Any, at: str, limit: int, types: Collection[str] = ANY_TEXT) -> None:
        """A text object of at most `limit` characters."""
        if not self.required(value, at, "type", "text"):
            return
        if str(value["type"]) not in types:
            self.fault(f"{at}/type", f"unsupported type: {value['type']}")
        self.length(value["text"], f"{at}/text", limit)

    def texts(self, thing: Json, at: str, limits: dict[str, int], types: Collection[str] = PLAIN) -> None:
        """Text objects that may be absent, by field."""
        for name, limit in limits.items():
            if thing.get(name) is not None:
                self.text(thing[name], f"{at}/{name}", limit, types)

    def unique(self, names: list[Any], at: str, what: str) -> None:
        """No two of these names are the same; absent ones do not count."""
        seen: set[str] = set()
        for name in [str(one) for one in names if one is not None]:
            if name in seen:
                self.fault(at, f"`{what}` {name} already exists")
            seen.add(name)
