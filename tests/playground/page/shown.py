"""Every kind of block and field, as the pilot app shows them."""

from typing import Any

Json = dict[str, Any]


def plain(text: str) -> Json:
    """A plain text object."""
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    """An mrkdwn text object."""
    return {"type": "mrkdwn", "text": text}


def option(value: str, text: str, more: str = "") -> Json:
    """An option of a select."""
    return {"value": value, "text": plain(text)} | ({"description": plain(more)} if more else {})


def button(action_id: str, text: str, **more: Any) -> Json:
    """A button."""
    return {"type": "button", "action_id": action_id, "text": plain(text), "value": "v"} | more


def question(block_id: str, label: str, element: Json, **more: Any) -> Json:
    """An input block."""
    return {"type": "input", "block_id": block_id, "label": plain(label), "element": element} | more


RICH: Json = {
    "type": "rich_text",
    "elements": [
        {
            "type": "rich_text_section",
            "elements": [
                {"type": "text", "text": "Rich text with "},
                {"type": "text", "text": "bold", "style": {"bold": True}},
                {"type": "text", "text": " and a "},
                {"type": "link", "url": "https://example.com/guide", "text": "link"},
                {"type": "text", "text": " "},
                {"type": "emoji", "name": "rocket"},
            ],
        },
        {
            "type": "rich_text_list",
            "style": "ordered",
            "elements": [
                {"type": "rich_text_section", "elements": [{"type": "text", "text": "first"}]},
                {"type": "rich_text_section", "elements": [{"type": "text", "text": "second"}]},
            ],
        },
        {"type": "rich_text_quote", "elements": [{"type": "text", "text": "quoted"}]},
        {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "x = 1"}]},
    ],
}

TAGS = [option("laptop", "Laptop"), option("phone", "Phone"), option("okta", "Okta")]

LAYOUT: list[Json] = [
    {"type": "header", "text": plain("Every block")},
    {
        "type": "section",
        "text": mrkdwn("A *section* with a `button` beside it.\n• one\n• two"),
        "accessory": button("beside", "Open", style="primary"),
    },
    {"type": "section", "fields": [mrkdwn("*Laptop*\nMacBook Pro"), mrkdwn("*Since*\nYesterday")]},
    {"type": "divider"},
    {"type": "context", "elements": [mrkdwn("Ticket *12* · <!date^1700000000^{date_short}|then>")]},
    {"type": "image", "image_url": "https://example.com/cat.png", "alt_text": "A cat elsewhere"},
    RICH,
    {
        "type": "table",
        "rows": [
            [{"type": "raw_text", "text": "Name"}, {"type": "raw_text", "text": "Days"}],
            [{"type": "raw_text", "text": "Ada"}, {"type": "raw_text", "text": "12"}],
        ],
    },
]

FINDINGS = """## Findings

1. Disk is **fine**
2. Memory is *full*

| What | Size |
|---|--:|
| Chrome | 6 GB |
"""

AGENTIC: list[Json] = [
    {
        "type": "markdown",
        "text": FINDINGS,
    },
    {"type": "alert", "level": "warning", "text": mrkdwn("The *VPN* is slow today.")},
    {
        "type": "card",
        "title": mrkdwn("Okta"),
        "body": mrkdwn("Single sign-on"),
        "actions": [button("card", "Open")],
    },
    {
        "type": "plan",
        "title": "Looking into it",
        "tasks": [
            {"type": "task_card", "task_id": "1", "title": "Find the laptop", "status": "complete"},
            {"type": "task_card", "task_id": "2", "title": "Read its health", "status": "in_progress"},
            {"type": "task_card", "task_id": "3", "title": "Suggest a fix", "status": "pending"},
        ],
    },
    {
        "type": "context_actions",
        "elements": [
            {
                "type": "feedback_buttons",
                "action_id": "thumbs",
                "positive_button": {"text": plain("Good"), "value": "good"},
                "negative_button": {"text": plain("Bad"), "value": "bad"},
            },
            {"type": "icon_button", "action_id": "bin", "icon": "trash", "text": plain("Remove")},
        ],
    },
]

CONTROLS: list[Json] = [
    {
        "type": "actions",
        "elements": [
            button("plainly", "Plain"),
            button(
                "riskily",
                "Risky",
                style="danger",
                confirm={
                    "title": plain("Really?"),
                    "text": mrkdwn("It is *final*."),
                    "confirm": plain("Do it"),
                    "deny": plain("Stop"),
                },
            ),
            {"type": "static_select", "action_id": "pick", "placeholder": plain("Pick one"), "options": TAGS},
            {"type": "users_select", "action_id": "who", "placeholder": plain("Pick a person")},
            {"type": "datepicker", "action_id": "day"},
            {
                "type": "overflow",
                "action_id": "more",
                "options": [option("mute", "Mute"), option("print", "Print")],
            },
        ],
    },
    {
        "type": "section",
        "text": mrkdwn("Choose"),
        "accessory": {
            "type": "radio_buttons",
            "action_id": "radio",
            "options": [option("a", "This"), option("b", "That", "or so")],
        },
    },
    {"type": "actions", "elements": [{"type": "checkboxes", "action_id": "checks", "options": TAGS}]},
]


def form(errors: str = "") -> Json:
    """A modal with every kind of field; its subject must be longer than three letters."""
    text = {"type": "plain_text_input", "action_id": "a"}
    blocks = [
        question("subject", "Subject", text, hint=plain("A few words")),
        question("details", "Details", text | {"multiline": True}, optional=True),
        question(
            "minutes",
            "Minutes",
            {"type": "number_input", "action_id": "a", "is_decimal_allowed": False},
            optional=True,
        ),
        question("mail", "Mail", {"type": "email_text_input", "action_id": "a"}, optional=True),
        question("day", "Day", {"type": "datepicker", "action_id": "a"}, optional=True),
        question("time", "Time", {"type": "timepicker", "action_id": "a"}, optional=True),
        question(
            "kind", "Kind", {"type": "radio_buttons", "action_id": "a", "options": TAGS[:2]}, optional=True
        ),
        question(
            "tags", "Tags", {"type": "multi_static_select", "action_id": "a", "options": TAGS}, optional=True
        ),
        question(
            "article",
            "Article",
            {"type": "external_select", "action_id": "article", "min_query_length": 1},
            optional=True,
        ),
        {"type": "actions", "elements": [button("deeper", "More fields")]},
    ]
    return {
        "type": "modal",
        "callback_id": "ticket",
        "title": plain("New ticket"),
        "submit": plain("Create"),
        "blocks": blocks,
    }
