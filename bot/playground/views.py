"""Modals and home tabs: opened, stacked, updated, published, closed."""

from typing import Any

from bot.playground.accounts import APP_ID, TEAM
from bot.playground.blocks import VIEW_BLOCKS, inspect_blocks, with_ids
from bot.playground.changes import Changes, Json, What
from bot.playground.errors import NotFound, SlackError
from bot.playground.ids import Stamps, key, object_id
from bot.playground.inspection import PLAIN, Inspection

STACK_LIMIT = 3
SIZE_LIMIT = 250_000
_FIELDS = ("type", "title", "submit", "close", "blocks", "private_metadata", "callback_id", "external_id")
_FLAGS = ("clear_on_close", "notify_on_close", "submit_disabled")


def check_view(view: Any, kind: str) -> Json:
    """A view as an app gives it; raises `invalid_arguments` with the faults, or `view_too_large`."""
    if not isinstance(view, dict):
        raise SlackError("invalid_arguments", response_metadata={"messages": ["[ERROR] must be an object"]})
    inspection = Inspection(inspect_blocks(view.get("blocks"), VIEW_BLOCKS, "/view/blocks"))
    inspection.one_of(view, "type", "/view", {kind})
    if inspection.required(view, "/view", "type") and kind == "modal":
        _check_modal(inspection, view)
    inspection.string(view, "private_metadata", "/view", 3000, least=0)
    inspection.string(view, "callback_id", "/view", 255, least=0)
    if inspection.faults:
        raise SlackError("invalid_arguments", response_metadata={"messages": inspection.faults})
    if len(str(view)) > SIZE_LIMIT:
        raise SlackError("view_too_large")
    return view


def _check_modal(inspection: Inspection, view: Json) -> None:
    if inspection.required(view, "/view", "title"):
        inspection.texts(view, "/view", {"title": 24, "submit": 24, "close": 24}, PLAIN)
    blocks = view.get("blocks") or []
    has_input = any(isinstance(block, dict) and block.get("type") == "input" for block in blocks)
    if has_input and not view.get("submit"):
        inspection.fault("/view", "missing required field: submit")


class Views:
    """Each person's stack of modals, and their home tab."""

    def __init__(self, app_id: str, bot_id: str, stamps: Stamps, changes: Changes) -> None:
        self._app_user = app_id
        self._bot_id = bot_id
        self._stamps = stamps
        self._changes = changes
        self._modals: dict[str, list[Json]] = {}
        self._homes: dict[str, Json] = {}

    def modals(self, user: str) -> list[Json]:
        """The open modals of a person, the topmost last."""
        return self._modals.get(user, [])

    def home(self, user: str) -> Json | None:
        """The published home tab of a person."""
        return self._homes.get(user)

    def find(self, user: str, view_id: str) -> Json:
        """An open modal, or the home tab, of this person; raises `NotFound`."""
        home = self._homes.get(user)
        shown = [*self.modals(user), *([home] if home else [])]
        found = next((view for view in shown if view["id"] == view_id), None)
        if found is None:
            raise NotFound("That window is not open.")
        return found

    def _made(self, view: Json) -> Json:
        made: Json = {"private_metadata": "", "callback_id": "", "external_id": ""}
        made |= {"title": None, "submit": None, "close": None}
        made |= {name: view[name] for name in _FIELDS if view.get(name) is not None}
        made |= {name: bool(view.get(name)) for name in _FLAGS}
        return made | {
            "id": object_id("V"),
            "team_id": TEAM,
            "blocks": with_ids(view["blocks"]),
            "state": {"values": {}},
            "hash": f"{self._stamps.next()}.{key()[:8]}",
            "app_id": APP_ID,
            "app_installed_team_id": TEAM,
            "bot_id": self._bot_id,
            "previous_view_id": None,
        }

    def open(self, user: str, view: Json) -> Json:
        """Open a modal; whatever was open gives way."""
        return self._place(user, view, [])

    def push(self, user: str, view: Json) -> Json:
        """Put a modal on top of the open ones; raises `push_limit_reached`."""
        stack = self.modals(user)
        if len(stack) >= STACK_LIMIT:
            raise SlackError("push_limit_reached")
        return self._place(user, view, stack)

    def _place(self, user: str, view: Json, below: list[Json]) -> Json:
        self._refuse_duplicate(view)
        made = self._made(view)
        made["root_view_id"] = below[0]["id"] if below else made["id"]
        made["previous_view_id"] = below[-1]["id"] if below else None
        self._modals[user] = [*below, made]
        self._tell(user, opened=made["id"])
        return made

    def _refuse_duplicate(self, view: Json) -> None:
        external = view.get("external_id")
        shown = [one for stack in self._modals.values() for one in stack]
        if external and any(one["external_id"] == external for one in shown):
            raise SlackError("duplicate_external_id")

    def located(self, view_id: str, external_id: str) -> tuple[str, Json]:
        """The owner and the view, by id or external id; raises `not_found`."""
        shown = [(user, one) for user, stack in self._modals.items() for one in stack]
        for user, view in shown + list(self._homes.items()):
            if (view_id and view["id"] == view_id) or (external_id and view["external_id"] == external_id):
                return user, view
        raise SlackError("not_found")

    def update(self, user: str, old: Json, view: Json, expected_hash: str = "") -> Json:
        """Give an open view new contents, in place; raises `hash_conflict`."""
        if expected_hash and expected_hash != old["hash"]:
            raise SlackError("hash_conflict")
        kept = {name: old.get(name) for name in ("id", "root_view_id", "previous_view_id")}
        values = {
            block["block_id"]: old["state"]["values"][block["block_id"]]
            for block in view["blocks"]
            if block.get("block_id") in old["state"]["values"]
        }
        made = self._made(view) | kept | {"state": {"values": values}}
        old.clear()
        old.update(made)
        self._tell(user, updated=made["id"])
        return old

    def publish(self, user: str, view: Json, expected_hash: str = "") -> Json:
        """Publish a person's home tab; raises `hash_conflict`."""
        old = self._homes.get(user)
        if expected_hash and old and expected_hash != old["hash"]:
            raise SlackError("hash_conflict")
        made = self._made(view)
        made["id"] = old["id"] if old else made["id"]
        made["root_view_id"] = made["id"]
        self._homes[user] = made
        self._changes.tell(What.HOME, self._app_user, data={"user": user, "view": made}, to=user)
        return made

    def close(self, user: str, view: Json) -> None:
        """Close a modal and those above it."""
        stack = self.modals(user)
        self._modals[user] = stack[: stack.index(view)] if view in stack else stack
        self._tell(user, closed=view["id"])

    def clear(self, user: str) -> None:
        """Close all modals of a person."""
        for view in reversed(self._modals.pop(user, [])):
            self._tell(user, closed=view["id"])

    def _tell(self, user: str, **which: str) -> None:
        shown = [view | {"user": user} for view in self.modals(user)]
        self._changes.tell(What.VIEW, self._app_user, data={"user": user, "views": shown, **which}, to=user)
