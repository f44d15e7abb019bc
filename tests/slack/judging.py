"""What blocks are judged by: Slack's limits, as the playground enforces them, and what is live in them."""

import json
import re
from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st
from slack_sdk.models.views import View

from bot.playground.blocks import characters, message_blocks
from bot.playground.views import check_view
from bot.slack.blocks.parts import Rendered

UNSEEN = frozenset({"value", "type", "action_id", "block_id", "private_metadata"})
LIVE = re.compile(r"<(?!@[UW][A-Z0-9]+>)[!@#/?A-Za-z]")

anything = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="ab \n<>&|*_~`[](){}!@#:/.é🙏\u202e\u2028", max_size=400),
    st.sampled_from(
        ["", " ", "x" * 13_000, "<!channel> " * 900, "&" * 5_000, "[a](https://evil.test/x) " * 500]
    ),
)
"""Text of any shape and length."""


def judge(message: Rendered) -> dict[str, Any]:
    """The body, after checking that Slack would take it and that nothing in it is live."""
    body = message.body()
    message_blocks(body["blocks"])
    assert 0 < len(body["text"]) <= 4_000
    assert not [text for text in texts(body) if LIVE.search(text)]
    json.dumps(body).encode()
    return body


def judge_view(view: View) -> dict[str, Any]:
    """The view as JSON, after checking that Slack would take it."""
    found: dict[str, Any] = view.to_dict()
    check_view(found, found["type"])
    assert not [text for text in texts(found) if LIVE.search(text)]
    return found


def texts(thing: Any) -> Iterator[str]:
    """Every string in it that people may see; what buttons carry is not."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, dict):
        for key, value in thing.items():
            yield from () if key in UNSEEN else texts(value)
    elif isinstance(thing, list):
        for value in thing:
            yield from texts(value)


def buttons(body: dict[str, Any]) -> dict[str, str]:
    """action id -> value of every button in a message or view, menus left out."""
    return {
        element["action_id"]: element["value"]
        for block in body["blocks"]
        if block["type"] == "actions"
        for element in block["elements"]
        if element["type"] == "button"
    }


__all__ = ["anything", "buttons", "characters", "judge", "judge_view", "texts"]
