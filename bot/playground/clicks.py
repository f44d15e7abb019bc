"""Finding the element a person means, and the action a click on it makes; also filling in a form."""

from typing import Any

from bot.playground.answers import FIELD_OF, answer, complaint, initial, options_of
from bot.playground.blocks import elements_of
from bot.playground.changes import Json
from bot.playground.errors import NotFound, Refused
from bot.playground.workspace import Workspace

State = dict[str, dict[str, Json]]
Found = tuple[Json, Json]
_SIDES = {"positive": "positive_button", "negative": "negative_button"}


def _pairs(blocks: list[Json]) -> list[Found]:
    """Every interactive element with the block that holds it."""
    return [
        (block, element)
        for block in _flat(blocks)
        for element in elements_of(block)
        if element.get("action_id")
    ]


def _flat(blocks: list[Json]) -> list[Json]:
    return [
        one
        for block in blocks
        for one in ([*_flat(block["child_blocks"])] if block.get("child_blocks") else [block])
    ]


def find(blocks: list[Json], action_id: str, value: Any) -> Found:
    """The element with this action id, or the same one before the colon; `value` decides among several."""
    pairs = _pairs(blocks)
    same = [pair for pair in pairs if pair[1]["action_id"] == action_id]
    base, _, suffix = action_id.partition(":")
    alike = same or [pair for pair in pairs if pair[1]["action_id"].partition(":")[0] == base]
    if not alike:
        known = ", ".join(dict.fromkeys(pair[1]["action_id"] for pair in pairs)) or "none"
        raise NotFound(f"There is no element {action_id!r} there; there is: {known}.")
    wanted = str(value) if value is not None else suffix
    return next((pair for pair in alike if wanted and wanted in _names(pair[1])), alike[0])


def find_in(versions: list[list[Json]], action_id: str, value: Any) -> tuple[list[Json], Found]:
    """The newest of a message's versions (newest first) that holds the element, and the element."""
    base = action_id.partition(":")[0]
    holding = (v for v in versions if any(e["action_id"].partition(":")[0] == base for _, e in _pairs(v)))
    blocks = next(holding, versions[0])
    return blocks, find(blocks, action_id, value)


def _names(element: Json) -> list[str]:
    """What an element, or one of its options, may be called by."""
    things = [element, *options_of(element), *(element.get(side) or {} for side in _SIDES.values())]
    texts = [thing["text"]["text"] for thing in things if isinstance(thing.get("text"), dict)]
    return [str(thing.get("value")) for thing in things] + texts


def action(space: Workspace, found: Found, value: Any) -> Json:
    """The entry of `actions` that a click makes."""
    block, element = found
    here = {"action_id": element["action_id"], "block_id": block["block_id"], "type": element["type"]}
    match element["type"]:
        case "button" | "icon_button" | "workflow_button":
            given = {name: element[name] for name in ("text", "value", "style") if element.get(name)}
        case "feedback_buttons":
            side = _side(element, value)
            given = {"text": side["text"], "value": side["value"]}
        case kind if kind in FIELD_OF:
            given = answer(space, element, value)
        case kind:
            raise Refused(f"{kind!r} cannot be clicked.")
    return here | given


def _side(element: Json, value: Any) -> Json:
    sides: list[Json] = [element[name] for name in _SIDES.values()]
    for side in sides:
        if value in (side["value"], side["text"]["text"]):
            return side
    name = _SIDES.get(str(value or "positive"))
    if name is None:
        known = " or ".join(repr(side["value"]) for side in sides)
        raise Refused(f"{value!r} is not among the two buttons: {known}.")
    return sides[list(_SIDES.values()).index(name)]


def initial_state(blocks: list[Json]) -> State:
    """The `state.values` of a message or view that nobody has touched."""
    state: State = {}
    for block, element in _pairs(blocks):
        if element["type"] in FIELD_OF and element["type"] != "overflow":
            state.setdefault(block["block_id"], {})[element["action_id"]] = initial(element)
    return state


def note(state: State, found: Found, given: Json) -> None:
    """Keep what was given to an element in the state."""
    block, element = found
    if element["type"] in FIELD_OF and element["type"] != "overflow":
        field = FIELD_OF[element["type"]]
        state.setdefault(block["block_id"], {})[element["action_id"]] = {
            "type": element["type"],
            field: given[field],
        }


def fill(space: Workspace, blocks: list[Json], state: State, values: dict[str, Any]) -> None:
    """Fill in a form; each key is a block id, an action id or a label; raises `Refused` for any other."""
    fillable = [pair for pair in _pairs(blocks) if pair[1]["type"] in FIELD_OF]
    for key, value in values.items():
        found = next((pair for pair in fillable if key in _keys(pair)), None)
        found = found or next((pair for pair in fillable if key.lower() == _label(pair[0]).lower()), None)
        if found is None:
            known = ", ".join(repr(_label(block) or element["action_id"]) for block, element in fillable)
            raise Refused(f"There is nothing called {key!r} to fill in; there is: {known or 'nothing'}.")
        note(state, found, answer(space, found[1], value))


def _keys(found: Found) -> tuple[str, str]:
    return found[0]["block_id"], found[1]["action_id"]


def _label(block: Json) -> str:
    text = block.get("label") or block.get("text") or {}
    return str(text.get("text", "")) if isinstance(text, dict) else ""


def complaints(blocks: list[Json], state: State) -> dict[str, str]:
    """What Slack's client objects to before it submits, by block id."""
    found = {
        block["block_id"]: complaint(
            block["element"],
            state[block["block_id"]][block["element"]["action_id"]],
            optional=bool(block.get("optional")),
        )
        for block in _flat(blocks)
        if block["type"] == "input"
    }
    return {block_id: words for block_id, words in found.items() if words}
