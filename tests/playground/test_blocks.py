"""Block Kit's rules, and Slack's words where they are broken."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.models import blocks as models

from bot.playground.blocks import characters, elements_of, inspect_blocks, message_blocks, with_ids
from bot.playground.errors import SlackError
from bot.playground.views import check_view

Json = dict[str, Any]


def text(length: int, kind: str = "plain_text") -> Json:
    """A text object of this length."""
    return {"type": kind, "text": "x" * length}


def actions(count: int, **more: Any) -> Json:
    """A row of buttons."""
    buttons = [
        {"type": "button", "action_id": str(number), "text": text(3), **more} for number in range(count)
    ]
    return {"type": "actions", "elements": buttons}


def options(count: int) -> list[Json]:
    """So many options."""
    return [{"text": text(3), "value": str(number)} for number in range(count)]


def select(count: int) -> Json:
    """A select in a section."""
    accessory = {"type": "static_select", "action_id": "s", "options": options(count)}
    return {"type": "section", "text": text(3), "accessory": accessory}


@pytest.mark.parametrize(
    ("block", "fault"),
    [
        ({"type": "section"}, "missing required field: text [json-pointer:/blocks/0]"),
        ({"type": "section", "text": text(3001)}, "must be less than 3001 characters"),
        ({"type": "section", "text": text(0)}, "must be more than 0 characters"),
        ({"type": "section", "fields": [text(2001)]}, "must be less than 2001 characters"),
        ({"type": "section", "fields": [text(1)] * 11}, "no more than 10 items allowed"),
        ({"type": "header", "text": text(151)}, "must be less than 151 characters"),
        ({"type": "header", "text": text(3, "mrkdwn")}, "unsupported type: mrkdwn"),
        ({"type": "markdown", "text": "x" * 12_001}, "must be less than 12001 characters"),
        (actions(26), "no more than 25 items allowed [json-pointer:/blocks/0/elements]"),
        (actions(1, text=text(76)), "must be less than 76 characters"),
        (actions(1, value="x" * 2001), "must be less than 2001 characters"),
        (actions(1, style="loud"), "must be one of: danger, primary"),
        (actions(2, action_id="same"), "`action_id` same already exists"),
        (select(101), "no more than 100 items allowed"),
        (select(0), "must provide at least 1 items"),
        ({"type": "context", "elements": [text(1)] * 11}, "no more than 10 items allowed"),
        ({"type": "table", "rows": [[]] * 101}, "no more than 100 items allowed"),
        ({"type": "table", "rows": [[{"type": "raw_text", "text": "x"}] * 21]}, "no more than 20 items"),
        ({"type": "image", "image_url": "https://x/y.png"}, "missing required field: alt_text"),
        ({"type": "alert", "text": text(3), "level": "loud"}, "must be one of"),
        ({"type": "task_card", "title": "x", "status": "lost"}, "missing required field: task_id"),
        ({"type": "input", "label": text(3)}, "missing required field: element"),
        ({"type": "input", "label": text(3), "element": actions(1)["elements"][0]}, "unsupported type"),
        ({"type": "marquee"}, "unsupported type: marquee [json-pointer:/blocks/0/type]"),
        ({}, "missing required field: type [json-pointer:/blocks/0]"),
        ("text", "must be an object"),
    ],
)
def test_a_broken_rule_is_pointed_at(block: Any, fault: str) -> None:
    faults = inspect_blocks([block], 50)
    assert any(fault in one for one in faults), faults


def test_too_many_blocks_and_equal_ids_are_refused() -> None:
    divider = {"type": "divider"}
    assert "no more than 50 items allowed" in inspect_blocks([divider] * 51, 50)[0]
    twins = [{"type": "divider", "block_id": "b"}] * 2
    assert "`block_id` b already exists" in inspect_blocks(twins, 50)[0]


def test_a_message_holds_so_many_characters_in_all() -> None:
    blocks = [{"type": "section", "text": text(2900)} for _ in range(5)]
    assert characters(blocks) == 14_500
    with pytest.raises(SlackError, match="msg_blocks_too_long"):
        message_blocks(blocks)


def test_a_refusal_carries_the_faults() -> None:
    with pytest.raises(SlackError) as caught:
        message_blocks([{"type": "section"}])
    answer = caught.value.answer()
    assert answer["error"] == "invalid_blocks"
    assert answer["response_metadata"]["messages"] == answer["errors"]


SDK_BLOCKS = [
    models.SectionBlock(text="hello", accessory=models.ButtonElement(text="Go", action_id="a", value="v")),
    models.ContextBlock(elements=[models.MarkdownTextObject(text="*note*")]),
    models.HeaderBlock(text="Title"),
    models.DividerBlock(),
    models.MarkdownBlock(text="**bold**"),
    models.ActionsBlock(
        elements=[
            models.UserSelectElement(action_id="u", placeholder="Who"),
            models.DatePickerElement(action_id="d"),
            models.OverflowMenuElement(
                action_id="o", options=[models.Option(label=name, value=name) for name in ("one", "two")]
            ),
        ]
    ),
    models.InputBlock(label="Text", element=models.PlainTextInputElement(action_id="t", multiline=True)),
    models.ContextActionsBlock(
        elements=[
            models.FeedbackButtonsElement(
                action_id="f",
                positive_button={"text": {"type": "plain_text", "text": "Good"}, "value": "up"},
                negative_button={"text": {"type": "plain_text", "text": "Bad"}, "value": "down"},
            )
        ]
    ),
    models.TableBlock(rows=[[{"type": "raw_text", "text": "cell"}]]),
    models.TaskCardBlock(task_id="1", title="Look", status="complete"),
    models.PlanBlock(title="Plan", tasks=[models.TaskCardBlock(task_id="1", title="Look", status="pending")]),
    models.AlertBlock(text="Careful", level="warning"),
    models.CardBlock(title="Card", body="Text"),
    models.ImageBlock(image_url="https://example.com/x.png", alt_text="a picture"),
]


@pytest.mark.parametrize("block", SDK_BLOCKS, ids=lambda block: str(block.type))
def test_what_the_sdk_builds_is_taken(block: models.Block) -> None:
    assert inspect_blocks([block.to_dict()], 50) == []


def test_missing_ids_are_given_and_given_ones_kept() -> None:
    given = [{"type": "divider"}, actions(1) | {"block_id": "mine"}]
    made = with_ids(given)
    assert made[0]["block_id"]
    assert made[1]["block_id"] == "mine"
    assert elements_of(made[1])[0]["action_id"] == "0"
    assert "block_id" not in given[0]


def modal(**more: Any) -> Json:
    """A modal."""
    return {"type": "modal", "title": text(5), "blocks": [{"type": "divider"}], **more}


@pytest.mark.parametrize(
    ("view", "fault"),
    [
        (modal(title=text(25)), "must be less than 25 characters"),
        (modal(type="home"), "must be one of: modal"),
        (modal(blocks=[{"type": "divider"}] * 101), "no more than 100 items allowed"),
        (modal(private_metadata="x" * 3001), "must be less than 3001 characters"),
        (
            modal(blocks=[models.InputBlock(label="x", element=models.UrlInputElement()).to_dict()]),
            "missing required field: submit",
        ),
    ],
)
def test_a_view_is_checked(view: Json, fault: str) -> None:
    with pytest.raises(SlackError) as caught:
        check_view(view, "modal")
    assert any(fault in one for one in caught.value.extra["response_metadata"]["messages"])


def test_a_view_has_a_greatest_size() -> None:
    sections = [{"type": "section", "text": text(2900)} for _ in range(100)]
    with pytest.raises(SlackError, match="view_too_large"):
        check_view(modal(blocks=sections), "modal")


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "type",
                    "text",
                    "elements",
                    "element",
                    "accessory",
                    "fields",
                    "label",
                    "options",
                    "rows",
                    "title",
                    "positive_button",
                    "negative_button",
                    "confirm",
                    "tasks",
                    "child_blocks",
                    "option_groups",
                    "actions",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)
TYPED = st.builds(
    lambda kind, rest: {**rest, "type": kind} if isinstance(rest, dict) else {"type": kind},
    st.sampled_from([block.type for block in SDK_BLOCKS] + ["button", "static_select", "container"]),
    JSON_VALUES,
)


@given(st.lists(TYPED | JSON_VALUES, max_size=3))
def test_whatever_comes_is_judged_and_never_breaks(blocks: list[Any]) -> None:
    faults = inspect_blocks(blocks, 50)
    assert all(fault.startswith("[ERROR] ") for fault in faults)
    if not faults:
        assert all("block_id" in block for block in message_blocks(blocks))
