"""An answer to the employee: what was done or found, what it rests on, and what can be done next."""

from collections.abc import Collection

from slack_sdk.models.blocks import (
    Block,
    ButtonElement,
    ContextActionsBlock,
    FeedbackButtonObject,
    FeedbackButtonsElement,
    RichTextBlock,
    RichTextElementParts,
)

from bot.desk.messages import Reply
from bot.desk.shorten import cut, one_line
from bot.slack.blocks.parts import (
    Rendered,
    Style,
    button,
    fallback,
    line,
    press,
    prose,
    quote,
    rendered,
    row,
    small,
    word,
)
from skills import Quote

QUOTES = 3
PASSAGE = 1_000
GREETING = 600


def render(reply: Reply, allowed: Collection[str] = ()) -> Rendered:
    """The reply; `allowed` are hosts whose links may stay alive."""
    quotes = [_passage(one) for one in reply.quotes[:QUOTES]]
    blocks = [
        small(reply.greeting, limit=GREETING),
        prose(reply.text, allowed),
        *quotes,
        small(*reply.notes[:4]),
        row(_next_moves(reply)),
        _helpful(reply) if reply.helpful else None,
    ]
    return rendered(fallback(reply.text, allowed), blocks)


def _passage(passage: Quote) -> Block:
    source = one_line(" · ".join(part for part in (passage.title, passage.source) if part), 200)
    runs = [quote(word(cut(passage.text, PASSAGE)))]
    said = [line(word(f"From {source}", Style(italic=True)), *_link(passage))] if source else []
    return RichTextBlock(elements=[*runs, *said])


def _link(passage: Quote) -> list[RichTextElementParts.Text | RichTextElementParts.Link]:
    """Where the article was published, as its keepers wrote it in the front matter."""
    if not passage.link.startswith(("https://", "http://")):
        return []
    return [word(" · "), RichTextElementParts.Link(url=passage.link, text="Open the article")]


def _next_moves(reply: Reply) -> list[ButtonElement]:
    moves = []
    if reply.offer_person:
        moves.append(button("Talk to a person", "talk_to_human", press(reply.ticket)))
    if reply.why:
        rule = "" if reply.ticket else reply.why
        moves.append(button("Why this answer?", "why", press(reply.ticket, rule)))
    return moves


def _helpful(reply: Reply) -> Block:
    return ContextActionsBlock(
        elements=[
            FeedbackButtonsElement(
                action_id="feedback:helpful",
                positive_button=FeedbackButtonObject(text="This helped", value=press(reply.ticket, "yes")),
                negative_button=FeedbackButtonObject(
                    text="This did not help", value=press(reply.ticket, "no")
                ),
            )
        ]
    )
