"""What a person gives to an element: the chosen option, date, people or text, in Slack's shapes."""

import re
from collections.abc import Callable
from datetime import date, time
from typing import Any

from bot.playground.changes import Json
from bot.playground.errors import Refused
from bot.playground.workspace import Workspace

FIELD_OF: dict[str, str] = {
    "static_select": "selected_option",
    "external_select": "selected_option",
    "radio_buttons": "selected_option",
    "overflow": "selected_option",
    "users_select": "selected_user",
    "conversations_select": "selected_conversation",
    "channels_select": "selected_channel",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "multi_static_select": "selected_options",
    "multi_external_select": "selected_options",
    "checkboxes": "selected_options",
    "multi_users_select": "selected_users",
    "multi_conversations_select": "selected_conversations",
    "multi_channels_select": "selected_channels",
    "plain_text_input": "value",
    "email_text_input": "value",
    "url_text_input": "value",
    "number_input": "value",
    "rich_text_input": "rich_text_value",
    "file_input": "files",
}
"""The field in which each element type's answer stands."""

_MANY = frozenset(
    {"selected_options", "selected_users", "selected_conversations", "selected_channels", "files"}
)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def initial(element: Json) -> Json:
    """An element's answer before anybody touched it."""
    field = FIELD_OF[element["type"]]
    name = "initial_" + field.removeprefix("selected_").removeprefix("rich_text_")
    return {"type": element["type"], field: element.get(name, [] if field in _MANY else None)}


def answer(space: Workspace, element: Json, value: Any) -> Json:
    """The answer `value` gives to an element; raises `Refused` with a sentence where it cannot."""
    field = FIELD_OF[element["type"]]
    if field in _MANY:
        given = value if isinstance(value, list) else [value] if value not in (None, "") else []
        return {"type": element["type"], field: [_one(space, element, field[:-1], one) for one in given]}
    empty = value is None or value == ""
    return {"type": element["type"], field: None if empty else _one(space, element, field, value)}


def _one(space: Workspace, element: Json, field: str, value: Any) -> Any:
    if field == "selected_option":
        return _option(element, value)
    read = _READERS.get(field)
    return read(space, str(value)) if read else str(value)


def _user(space: Workspace, name: str) -> str:
    return space.people.find(name).id


def _date(_space: Workspace, value: str) -> str:
    return _iso(date.fromisoformat, value, "a date such as 2030-01-31")


def _time(_space: Workspace, value: str) -> str:
    return _iso(time.fromisoformat, value, "a time such as 09:30")


def _moment(_space: Workspace, value: str) -> int:
    if not value.isdigit():
        raise Refused(f"{value!r} is not a moment in seconds since 1970.")
    return int(value)


def _rich_text(_space: Workspace, value: str) -> Json:
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": value}]}
    return {"type": "rich_text", "elements": [section]}


def _iso(parse: Callable[[str], object], value: str, wanted: str) -> str:
    try:
        parse(value)
    except ValueError as error:
        raise Refused(f"{value!r} is not {wanted}.") from error
    return value


def _conversation(space: Workspace, name: str) -> str:
    channel = space.channels.get(name) or space.channels.named(name)
    if channel is None:
        raise Refused(f"There is no channel called {name!r} here.")
    return channel.id


def _file(space: Workspace, file_id: str) -> Json:
    file = space.files.get(file_id)
    if file is None:
        raise Refused(f"There is no file {file_id!r} here.")
    return space.files.shown(file)


_READERS: dict[str, Callable[[Workspace, str], Any]] = {
    "selected_user": _user,
    "selected_conversation": _conversation,
    "selected_channel": _conversation,
    "selected_date": _date,
    "selected_time": _time,
    "selected_date_time": _moment,
    "rich_text_value": _rich_text,
    "file": _file,
}


def options_of(element: Json) -> list[Json]:
    """All options of an element, those in groups too."""
    groups = element.get("option_groups") or []
    return [*(element.get("options") or []), *(one for group in groups for one in group["options"])]


def _option(element: Json, value: Any) -> Json:
    if isinstance(value, dict):
        return value
    wanted = str(value)
    known = options_of(element)
    for option in known:
        if wanted in (option["value"], option["text"]["text"]):
            return option
    if element["type"].endswith("external_select"):
        return {"text": {"type": "plain_text", "text": wanted}, "value": wanted}
    names = ", ".join(repr(option["value"]) for option in known)
    raise Refused(f"{wanted!r} is not among the options: {names}.")


def complaint(element: Json, given: Json, *, optional: bool) -> str:
    """What Slack's client says about an answer before it sends it; empty when there is nothing to say."""
    value = given[FIELD_OF[element["type"]]]
    if value in (None, "", []):
        return "" if optional else "Please complete this required field."
    return _about_text(element, value) if isinstance(value, str) else ""


def _about_text(element: Json, value: str) -> str:
    match element["type"]:
        case "plain_text_input":
            return _about_length(element, value)
        case "email_text_input" if not _EMAIL.fullmatch(value):
            return "Please enter a valid email address."
        case "url_text_input" if "://" not in value:
            return "Please enter a valid URL."
        case "number_input":
            return _about_number(element, value)
    return ""


def _about_length(element: Json, value: str) -> str:
    least, most = int(element.get("min_length") or 0), int(element.get("max_length") or 3000)
    if len(value) < least:
        return f"Please enter at least {least} characters."
    return f"Please enter at most {most} characters." if len(value) > most else ""


def _about_number(element: Json, value: str) -> str:
    if not _NUMBER.fullmatch(value) or ("." in value and not element.get("is_decimal_allowed")):
        return "Please enter a valid number."
    if float(value) < float(element.get("min_value") or value):
        return f"Please enter {element['min_value']} or more."
    return f"Please enter {element['max_value']} or less." if _is_over(element, value) else ""


def _is_over(element: Json, value: str) -> bool:
    return float(value) > float(element.get("max_value") or value)
