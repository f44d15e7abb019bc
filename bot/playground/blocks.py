"""What Block Kit's blocks must look like, and the ids Slack gives to blocks that have none.

Limits from Slack's Block Kit reference; the limit on a whole message as measured by others
(slackapi/bolt-js issue 2509: `msg_blocks_too_long` at about 13,200 characters).
"""

from copy import deepcopy
from typing import Any

from bot.playground.changes import Json
from bot.playground.elements import (
    IN_ACTIONS,
    IN_CONTEXT_ACTIONS,
    IN_INPUT,
    IN_SECTION,
    PASSIVE,
    Check,
    check_element,
    check_image,
)
from bot.playground.errors import SlackError
from bot.playground.ids import object_id
from bot.playground.inspection import ANY_TEXT, PLAIN, Inspection

MESSAGE_BLOCKS, VIEW_BLOCKS = 50, 100
MESSAGE_CHARACTERS = 13_200
TASK_STATES = frozenset({"pending", "in_progress", "complete", "error"})
LEVELS = frozenset({"default", "info", "warning", "error", "success"})
_TEXT_KEYS = frozenset({"text", "title", "alt_text", "label", "value", "url", "image_url", "placeholder"})


def _section(inspection: Inspection, block: Json, at: str) -> None:
    if block.get("text") is None and block.get("fields") is None:
        inspection.fault(at, "missing required field: text")
    inspection.texts(block, at, {"text": 3000}, ANY_TEXT)
    if block.get("fields") is not None:
        for index, one in enumerate(inspection.items(block["fields"], f"{at}/fields", 10)):
            inspection.text(one, f"{at}/fields/{index}", 2000)
    if block.get("accessory") is not None:
        check_element(inspection, block["accessory"], f"{at}/accessory", IN_SECTION)


def _elements(inspection: Inspection, block: Json, at: str, most: int, allowed: frozenset[str]) -> None:
    elements = inspection.items(block.get("elements"), f"{at}/elements", most)
    for index, element in enumerate(elements):
        check_element(inspection, element, f"{at}/elements/{index}", allowed)
    ids = [element.get("action_id") for element in elements if isinstance(element, dict)]
    inspection.unique(ids, f"{at}/elements", "action_id")


def _actions(inspection: Inspection, block: Json, at: str) -> None:
    _elements(inspection, block, at, 25, IN_ACTIONS)


def _context_actions(inspection: Inspection, block: Json, at: str) -> None:
    _elements(inspection, block, at, 5, IN_CONTEXT_ACTIONS)


def _context(inspection: Inspection, block: Json, at: str) -> None:
    for index, element in enumerate(inspection.items(block.get("elements"), f"{at}/elements", 10)):
        here = f"{at}/elements/{index}"
        if isinstance(element, dict) and element.get("type") in ANY_TEXT:
            inspection.text(element, here, 3000)
        else:
            check_element(inspection, element, here, PASSIVE)


def _header(inspection: Inspection, block: Json, at: str) -> None:
    if inspection.required(block, at, "text"):
        inspection.text(block["text"], f"{at}/text", 150, PLAIN)


def _markdown(inspection: Inspection, block: Json, at: str) -> None:
    if inspection.required(block, at, "text"):
        inspection.length(block["text"], f"{at}/text", 12_000)


def _input(inspection: Inspection, block: Json, at: str) -> None:
    if inspection.required(block, at, "label", "element"):
        inspection.text(block["label"], f"{at}/label", 2000, PLAIN)
        check_element(inspection, block["element"], f"{at}/element", IN_INPUT)
    inspection.texts(block, at, {"hint": 2000})


def _image(inspection: Inspection, block: Json, at: str) -> None:
    check_image(inspection, block, at)
    inspection.texts(block, at, {"title": 2000})


def _table(inspection: Inspection, block: Json, at: str) -> None:
    for index, row in enumerate(inspection.items(block.get("rows"), f"{at}/rows", 100)):
        for column, cell in enumerate(inspection.items(row, f"{at}/rows/{index}", 20)):
            here = f"{at}/rows/{index}/{column}"
            if inspection.required(cell, here, "type"):
                inspection.one_of(cell, "type", here, _CELLS)


_CELLS = frozenset({"raw_text", "raw_number", "rich_text"})


def _task_card(inspection: Inspection, block: Json, at: str) -> None:
    if inspection.required(block, at, "task_id", "title"):
        inspection.length(block["title"], f"{at}/title", 256)
        inspection.one_of(block, "status", at, TASK_STATES)


def _plan(inspection: Inspection, block: Json, at: str) -> None:
    inspection.required(block, at, "title")
    for index, task in enumerate(inspection.items(block.get("tasks") or [], f"{at}/tasks", 50, least=0)):
        _task_card(inspection, task, f"{at}/tasks/{index}")


def _alert(inspection: Inspection, block: Json, at: str) -> None:
    if inspection.required(block, at, "text"):
        inspection.text(block["text"], f"{at}/text", 3000)
    inspection.one_of(block, "level", at, LEVELS)


def _card(inspection: Inspection, block: Json, at: str) -> None:
    if not inspection.is_object(block, at):
        return
    if not any(block.get(name) for name in ("hero_image", "title", "actions", "body")):
        inspection.fault(at, "missing required field: title")
    inspection.texts(block, at, {"title": 150, "subtitle": 150, "body": 200}, ANY_TEXT)
    for index, element in enumerate(
        inspection.items(block.get("actions") or [], f"{at}/actions", 5, least=0)
    ):
        check_element(inspection, element, f"{at}/actions/{index}", IN_ACTIONS)


def _carousel(inspection: Inspection, block: Json, at: str) -> None:
    for index, card in enumerate(inspection.items(block.get("elements"), f"{at}/elements", 10)):
        _card(inspection, card, f"{at}/elements/{index}")


def _container(inspection: Inspection, block: Json, at: str) -> None:
    inspection.texts(block, at, {"title": 150}, PLAIN)
    children = inspection.items(block.get("child_blocks"), f"{at}/child_blocks", 10)
    for index, child in enumerate(children):
        _check_block(inspection, child, f"{at}/child_blocks/{index}")


def _rich_text(inspection: Inspection, block: Json, at: str) -> None:
    inspection.items(block.get("elements"), f"{at}/elements", 500, least=0)


def _free(_inspection: Inspection, _block: Json, _at: str) -> None:
    """Blocks without a rule of their own (divider, file, video, data tables and charts)."""


CHECKS: dict[str, Check] = {
    "section": _section,
    "divider": _free,
    "actions": _actions,
    "context": _context,
    "context_actions": _context_actions,
    "header": _header,
    "image": _image,
    "input": _input,
    "markdown": _markdown,
    "rich_text": _rich_text,
    "table": _table,
    "task_card": _task_card,
    "plan": _plan,
    "alert": _alert,
    "card": _card,
    "carousel": _carousel,
    "container": _container,
    "file": _free,
    "video": _free,
    "call": _free,
    "auth_provider": _free,
    "data_table": _free,
    "data_visualization": _free,
}


def _check_block(inspection: Inspection, block: Any, at: str) -> None:
    if inspection.required(block, at, "type"):
        inspection.string(block, "block_id", at, 255)
        check = CHECKS.get(str(block["type"]))
        if check:
            check(inspection, block, at)
        else:
            inspection.fault(f"{at}/type", f"unsupported type: {block['type']}")


def inspect_blocks(blocks: Any, most: int, at: str = "/blocks") -> list[str]:
    """The faults of a list of blocks, worded as in `response_metadata.messages`."""
    inspection = Inspection()
    listed = inspection.items(blocks, at, most, least=0)
    for index, block in enumerate(listed):
        _check_block(inspection, block, f"{at}/{index}")
    inspection.unique([one.get("block_id") for one in listed if isinstance(one, dict)], at, "block_id")
    return inspection.faults


def message_blocks(blocks: Any) -> list[Json]:
    """Blocks for a message, with ids; raises `invalid_blocks` or `msg_blocks_too_long`."""
    faults = inspect_blocks(blocks, MESSAGE_BLOCKS)
    if faults:
        raise SlackError("invalid_blocks", errors=faults, response_metadata={"messages": faults})
    if characters(blocks) > MESSAGE_CHARACTERS:
        raise SlackError("msg_blocks_too_long")
    return with_ids(blocks)


def characters(thing: Any) -> int:
    """How many characters of text blocks hold."""
    if isinstance(thing, list):
        return sum(characters(item) for item in thing)
    if isinstance(thing, dict):
        return sum(
            len(value) if isinstance(value, str) and name in _TEXT_KEYS else characters(value)
            for name, value in thing.items()
        )
    return 0


def with_ids(blocks: list[Json]) -> list[Json]:
    """The same blocks, each with a `block_id`, and its interactive elements with an `action_id`."""
    copied = deepcopy(blocks)
    for block in copied:
        block.setdefault("block_id", object_id("b"))
        for element in elements_of(block):
            if element.get("type") not in PASSIVE | ANY_TEXT:
                element.setdefault("action_id", object_id("a"))
    return copied


def elements_of(block: Json) -> list[Json]:
    """The elements that stand in a block, those of its child blocks and cards among them."""
    found = _objects([block.get("accessory"), block.get("element")])
    inner = _objects(block.get("elements"))
    found += [one for one in inner if one.get("type") != "card"] + _objects(block.get("actions"))
    cards = [one for one in inner if one.get("type") == "card"]
    for child in [*_objects(block.get("child_blocks")), *cards]:
        found += elements_of(child)
    return found


def _objects(things: Any) -> list[Json]:
    return [one for one in things if isinstance(one, dict)] if isinstance(things, list) else []
