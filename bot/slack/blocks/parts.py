"""The pieces all messages are made of, within Slack's limits for any input."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    HeaderBlock,
    InteractiveElement,
    MarkdownBlock,
    MarkdownTextObject,
    PlainTextObject,
    RichTextElementParts,
    RichTextQuoteElement,
    RichTextSectionElement,
    SectionBlock,
)

from bot.desk.packets.packet_text import STRUCK
from bot.desk.shorten import cut, one_line
from bot.slack.mrkdwn import inert, markdown, plain

LONGEST_TEXT = 4_000
"""Slack cuts a message's `text` at 40,000 and advises 4,000."""
LONGEST_MARKDOWN = 6_500
"""A markdown block takes 12,000, a whole message about 13,000; quotes and notes want some of it."""
SECTION = 3_000
HEADER = 150
LABEL = 75
VALUE = 2_000
BUTTONS = 25

Style = RichTextElementParts.TextStyle


@dataclass(frozen=True)
class Rendered:
    """A message as Slack takes it: blocks, and the text that notifications and screen readers use."""

    text: str
    blocks: tuple[Block, ...]

    def body(self) -> dict[str, Any]:
        """`text` and `blocks` for chat.postMessage, chat.update and response_urls."""
        return {"text": self.text, "blocks": [block.to_dict() for block in self.blocks]}


def rendered(text: str, blocks: Iterable[Block | None]) -> Rendered:
    """A message of these blocks, the empty ones left out."""
    return Rendered(cut(text, LONGEST_TEXT) or "…", tuple(block for block in blocks if block is not None))


def fallback(text: str, allowed: Collection[str] = ()) -> str:
    """Markdown as mrkdwn, roughly: bold and headings survive, nothing in it is live."""
    marked = re.sub(r"\*\*(?=\S)(.{1,500}?)\*\*", r"*\1*", text)
    marked = re.sub(r"^#{1,6} +(.{1,500})$", r"*\1*", marked, flags=re.MULTILINE)
    return plain(re.sub(r"^(\s*)[-*] ", r"\1• ", marked, flags=re.MULTILINE), allowed)


def label(text: str, limit: int = LABEL) -> PlainTextObject:
    """A name for something on the screen: one plain line."""
    return PlainTextObject(text=one_line(inert(cut(text, 4 * limit)), limit) or "…")


def prose(text: str, allowed: Collection[str] = (), limit: int = LONGEST_MARKDOWN) -> Block:
    """Markdown of ours, with other people's words in it as data."""
    return MarkdownBlock(text=cut(markdown(cut(text, 2 * limit), allowed), limit) or "…")


def headline(text: str) -> Block:
    """A title in plain text, on one line."""
    return HeaderBlock(text=label(text, HEADER))


def mrkdwn(text: str) -> Block:
    """Mrkdwn of ours; what people wrote goes through `plain` first."""
    return SectionBlock(text=MarkdownTextObject(text=cut(text, SECTION) or "…", verbatim=True))


def small(*lines: str, limit: int = 250) -> Block | None:
    """Small grey plain lines under a message; None when there are none."""
    shown = [cut(inert(line), limit) for line in lines if line.strip()]
    elements = [PlainTextObject(text=line) for line in shown if line.strip()][:10]
    return ContextBlock(elements=elements) if elements else None


def word(text: str, style: Style | None = None) -> RichTextElementParts.Text:
    """A run of somebody's text in a rich_text block, where nothing is parsed."""
    return RichTextElementParts.Text(text=inert(text) or "…", style=style)


def line(*runs: RichTextElementParts.Text | RichTextElementParts.Link) -> RichTextSectionElement:
    """A paragraph of a rich_text block."""
    return RichTextSectionElement(elements=list(runs))


def quote(*runs: RichTextElementParts.Text) -> RichTextQuoteElement:
    """Somebody's words behind a bar."""
    return RichTextQuoteElement(elements=list(runs))


def struck(text: str, stale: Iterable[str]) -> list[RichTextElementParts.Text]:
    """The text with every value that was replaced since struck through."""
    values = sorted({inert(value) for value in stale if value.strip()}, key=len, reverse=True)
    if not values:
        return [word(text)]
    pieces = re.split(f"({'|'.join(map(re.escape, values))})", inert(text))
    return [word(one, Style(strike=True) if one in values else None) for one in pieces if one]


def marked(text: str) -> list[RichTextElementParts.Text]:
    """Text in which `~…~` marks what no longer holds (as memory's summaries do)."""
    pieces = STRUCK.split(inert(text))
    return [
        word(piece, Style(strike=True) if number % 2 else None)
        for number, piece in enumerate(pieces)
        if piece
    ] or [word(text)]


def press(ticket: int | None, choice: str = "") -> str:
    """A button's value: `12`, or `12|choice`; an absent ticket is `0`."""
    return cut(f"{ticket or 0}|{choice}" if choice else str(ticket or 0), VALUE)


def button(says: str, action: str, value: str, style: str | None = None) -> ButtonElement:
    """A button; the label is cut to what Slack takes."""
    return ButtonElement(text=label(says), action_id=action, value=value, style=style)


def row(buttons: Sequence[InteractiveElement], block_id: str | None = None) -> Block | None:
    """Buttons and menus beside each other; None when there are none."""
    return ActionsBlock(elements=list(buttons[:BUTTONS]), block_id=block_id) if buttons else None
