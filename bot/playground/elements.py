"""What Block Kit's interactive elements must look like.

Limits from Slack's Block Kit reference, as the SDK's models state them.
"""

from collections.abc import Callable
from typing import Any

from bot.playground.changes import Json
from bot.playground.inspection import ANY_TEXT, PLAIN, Inspection

Check = Callable[[Inspection, Json, str], None]
STYLES = frozenset({"primary", "danger"})
OPTION_LIMIT, GROUP_LIMIT = 100, 100


def check_option(inspection: Inspection, option: Any, at: str, *, rich: bool = False) -> None:
    """An option: text of 75 characters, value of 150."""
    if inspection.required(option, at, "text", "value"):
        inspection.text(option["text"], f"{at}/text", 75, ANY_TEXT if rich else PLAIN)
        inspection.length(option["value"], f"{at}/value", 150)
        inspection.texts(option, at, {"description": 75}, ANY_TEXT if rich else PLAIN)


def _options(inspection: Inspection, thing: Json, at: str, most: int, *, rich: bool = False) -> None:
    for index, option in enumerate(inspection.items(thing.get("options"), f"{at}/options", most)):
        check_option(inspection, option, f"{at}/options/{index}", rich=rich)


def _button(inspection: Inspection, element: Json, at: str) -> None:
    if inspection.required(element, at, "text"):
        inspection.text(element["text"], f"{at}/text", 75, PLAIN)
    inspection.string(element, "value", at, 2000)
    inspection.string(element, "url", at, 3000)
    inspection.string(element, "accessibility_label", at, 75)
    inspection.one_of(element, "style", at, STYLES)


def _static_select(inspection: Inspection, element: Json, at: str) -> None:
    inspection.texts(element, at, {"placeholder": 150})
    if element.get("option_groups") is None:
        _options(inspection, element, at, OPTION_LIMIT)
        return
    groups = inspection.items(element["option_groups"], f"{at}/option_groups", GROUP_LIMIT)
    for index, group in enumerate(groups):
        here = f"{at}/option_groups/{index}"
        if inspection.required(group, here, "label", "options"):
            inspection.texts(group, here, {"label": 75})
            _options(inspection, group, here, OPTION_LIMIT)


def _placeholder_only(inspection: Inspection, element: Json, at: str) -> None:
    inspection.texts(element, at, {"placeholder": 150})


def _few_options(inspection: Inspection, element: Json, at: str) -> None:
    _options(inspection, element, at, 10, rich=True)


def _overflow(inspection: Inspection, element: Json, at: str) -> None:
    _options(inspection, element, at, 5)


def _plain_text_input(inspection: Inspection, element: Json, at: str) -> None:
    inspection.texts(element, at, {"placeholder": 150})
    inspection.string(element, "initial_value", at, 3000, least=0)
    for name in ("min_length", "max_length"):
        if element.get(name) is not None and element[name] not in range(3001):
            inspection.fault(f"{at}/{name}", "must be between 0 and 3000")


def _number_input(inspection: Inspection, element: Json, at: str) -> None:
    inspection.texts(element, at, {"placeholder": 150})
    inspection.required(element, at, "is_decimal_allowed")


def _feedback_buttons(inspection: Inspection, element: Json, at: str) -> None:
    if inspection.required(element, at, "positive_button", "negative_button"):
        for side in ("positive_button", "negative_button"):
            button, here = element[side], f"{at}/{side}"
            if inspection.required(button, here, "text", "value"):
                inspection.text(button["text"], f"{here}/text", 75, PLAIN)
                inspection.length(button["value"], f"{here}/value", 2000)


def _icon_button(inspection: Inspection, element: Json, at: str) -> None:
    if inspection.required(element, at, "icon", "text"):
        inspection.text(element["text"], f"{at}/text", 75, PLAIN)
        inspection.one_of(element, "icon", at, {"trash"})


def check_image(inspection: Inspection, image: Json, at: str) -> None:
    """An image: an address (or a Slack file) and a text for those who cannot see it."""
    if inspection.required(image, at, "alt_text"):
        inspection.length(image["alt_text"], f"{at}/alt_text", 2000, least=0)
    if image.get("slack_file") is None and inspection.required(image, at, "image_url"):
        inspection.length(image["image_url"], f"{at}/image_url", 3000)


_SELECTS = {
    f"{prefix}{kind}_select": _placeholder_only
    for prefix in ("", "multi_")
    for kind in ("external", "users", "conversations", "channels")
}
CHECKS: dict[str, Check] = {
    "button": _button,
    "workflow_button": _button,
    "static_select": _static_select,
    "multi_static_select": _static_select,
    **_SELECTS,
    "datepicker": _placeholder_only,
    "timepicker": _placeholder_only,
    "datetimepicker": _placeholder_only,
    "overflow": _overflow,
    "radio_buttons": _few_options,
    "checkboxes": _few_options,
    "plain_text_input": _plain_text_input,
    "email_text_input": _placeholder_only,
    "url_text_input": _placeholder_only,
    "number_input": _number_input,
    "rich_text_input": _placeholder_only,
    "file_input": _placeholder_only,
    "feedback_buttons": _feedback_buttons,
    "icon_button": _icon_button,
    "image": check_image,
}
TEXT_INPUTS = frozenset({name for name in CHECKS if name.endswith("_input")})
PASSIVE = frozenset({"image"})
_CONTEXT_ACTIONS = frozenset({"feedback_buttons", "icon_button"})
IN_ACTIONS = frozenset(CHECKS) - TEXT_INPUTS - PASSIVE - _CONTEXT_ACTIONS
IN_SECTION = IN_ACTIONS | PASSIVE
IN_INPUT = frozenset(CHECKS) - PASSIVE - _CONTEXT_ACTIONS - {"button", "workflow_button", "overflow"}
IN_CONTEXT_ACTIONS = _CONTEXT_ACTIONS


def check_element(inspection: Inspection, element: Any, at: str, allowed: frozenset[str]) -> None:
    """An element of one of the `allowed` types."""
    if not inspection.required(element, at, "type"):
        return
    kind = str(element["type"])
    if kind not in allowed:
        inspection.fault(f"{at}/type", f"unsupported type: {kind}")
        return
    inspection.string(element, "action_id", at, 255)
    _confirm(inspection, element, at)
    CHECKS[kind](inspection, element, at)


def _confirm(inspection: Inspection, element: Json, at: str) -> None:
    confirm, here = element.get("confirm"), f"{at}/confirm"
    if isinstance(confirm, dict) and inspection.required(confirm, here, "title", "text", "confirm", "deny"):
        inspection.texts(confirm, here, {"title": 100, "confirm": 30, "deny": 30})
        inspection.texts(confirm, here, {"text": 300}, ANY_TEXT)
