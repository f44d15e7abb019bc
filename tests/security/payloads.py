"""Payloads as Slack sends them, to be sent twice, forged or bent."""

import itertools
import time
from typing import Any

from bot.playground.accounts import APP_ID, TEAM
from bot.playground.ids import named_id
from tests.playground.driver import Json

_numbers = itertools.count(1)


def user_id(name: str) -> str:
    """The user id of somebody in the playground."""
    return named_id("U", name)


def dm(name: str) -> str:
    """The channel id of somebody's direct messages with the app."""
    return named_id("D", name)


def moment() -> str:
    """A `ts` nobody had before."""
    return f"{time.time():.0f}.{next(_numbers):06d}"


def event(body: Json, **envelope: Any) -> Json:
    """An event in its envelope."""
    return {
        "token": "verification",
        "team_id": TEAM,
        "api_app_id": APP_ID,
        "event": body,
        "type": "event_callback",
        "event_id": f"Ev{next(_numbers):08d}",
        "event_time": int(time.time()),
        "authorizations": [
            {"enterprise_id": None, "team_id": TEAM, "user_id": user_id("app"), "is_bot": True}
        ],
        "is_ext_shared_channel": False,
        **envelope,
    }


def message(text: str, user: str = "ada", **more: Any) -> Json:
    """A direct message."""
    return {
        "type": "message",
        "user": user_id(user),
        "text": text,
        "ts": moment(),
        "team": TEAM,
        "channel": dm(user),
        "channel_type": "im",
        **more,
    }


def edit(text: str, user: str = "ada") -> Json:
    """A direct message that was edited."""
    said = {"type": "message", "user": user_id(user), "text": text, "ts": moment()}
    return {
        "type": "message",
        "subtype": "message_changed",
        "message": said,
        "previous_message": said | {"text": "before"},
        "ts": moment(),
        "channel": dm(user),
        "channel_type": "im",
    }


def deletion(user: str = "ada") -> Json:
    """A direct message that was deleted."""
    stamp = moment()
    return {
        "type": "message",
        "subtype": "message_deleted",
        "deleted_ts": stamp,
        "previous_message": {"type": "message", "user": user_id(user), "text": "before", "ts": stamp},
        "ts": moment(),
        "channel": dm(user),
        "channel_type": "im",
    }


def interaction(kind: str, user: str, **more: Any) -> Json:
    """Something done to a surface of the app."""
    return {
        "type": kind,
        "user": {"id": user_id(user), "username": user, "name": user, "team_id": TEAM},
        "api_app_id": APP_ID,
        "token": "verification",
        "team": {"id": TEAM, "domain": "corp"},
        "trigger_id": f"{next(_numbers)}.trigger",
        **more,
    }


def click(action: str, value: str, user: str = "ada", channel: str = "", **more: Any) -> Json:
    """A click on a button under a message."""
    channel, ts = channel or dm(user), moment()
    return interaction(
        "block_actions",
        user,
        container={"type": "message", "message_ts": ts, "channel_id": channel, "is_ephemeral": False},
        channel={"id": channel, "name": "directmessage"},
        message={"type": "message", "user": user_id("app"), "ts": ts, "text": "…"},
        state={"values": {}},
        response_url="",
        actions=[
            {
                "action_id": action,
                "block_id": "b1",
                "type": "button",
                "text": {"type": "plain_text", "text": "Press"},
                "value": value,
                "action_ts": moment(),
            }
        ],
        **more,
    )


def submission(form: str, about: str, values: dict[str, str], user: str = "ada") -> Json:
    """A form that was sent; `values` maps block ids to entries."""
    state = {block: {"entry": {"type": "plain_text_input", "value": text}} for block, text in values.items()}
    view = {
        "id": f"V{next(_numbers):08d}",
        "type": "modal",
        "callback_id": form,
        "private_metadata": about,
        "hash": "1.a",
        "state": {"values": state},
        "blocks": [],
    }
    return interaction("view_submission", user, view=view, response_urls=[])


def command(name: str, text: str, user: str = "ada", *, address: str) -> dict[str, str]:
    """A slash command's fields."""
    return {
        "token": "verification",
        "team_id": TEAM,
        "channel_id": "C0GENERAL",
        "channel_name": "general",
        "user_id": user_id(user),
        "user_name": user,
        "command": name,
        "text": text,
        "api_app_id": APP_ID,
        "response_url": address,
        "trigger_id": f"{next(_numbers)}.trigger",
    }
