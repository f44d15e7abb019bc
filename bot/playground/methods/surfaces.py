"""Methods that show views: modals and home tabs."""

from bot.playground.changes import Json
from bot.playground.errors import SlackError
from bot.playground.methods.registry import Call, invalid_arguments, method
from bot.playground.views import check_view


def _view(call: Call, kind: str) -> Json:
    return check_view(call.parsed("view"), kind)


def _trigger(call: Call) -> str:
    trigger = call.text("trigger_id") or call.text("interactivity_pointer")
    if not trigger:
        raise invalid_arguments("missing required field: trigger_id")
    return trigger


@method("views.open", tier=100)
def open_view(call: Call) -> Json:
    """Open a modal for whoever caused the trigger."""
    view = _view(call, "modal")
    return {"view": call.space.views.open(call.space.triggers.redeem(_trigger(call)), view)}


@method("views.push", tier=100)
def push_view(call: Call) -> Json:
    """Put a modal on top of the open one."""
    view = _view(call, "modal")
    return {"view": call.space.views.push(call.space.triggers.redeem(_trigger(call)), view)}


@method("views.update", tier=100)
def update_view(call: Call) -> Json:
    """Change an open view, by `view_id` or `external_id`."""
    user, old = call.space.views.located(call.text("view_id"), call.text("external_id"))
    view = _view(call, old["type"])
    return {"view": call.space.views.update(user, old, view, call.text("hash"))}


@method("views.publish", tier=100)
def publish_view(call: Call) -> Json:
    """Publish a person's home tab."""
    view = _view(call, "home")
    person = call.space.people.get(call.text("user_id"))
    if person is None or person.is_bot:
        raise SlackError("invalid_user_id" if person is None else "not_enabled")
    return {"view": call.space.views.publish(person.id, view, call.text("hash"))}
