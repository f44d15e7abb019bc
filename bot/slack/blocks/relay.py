"""Somebody's own words, carried to the other side under their name."""

from collections.abc import Collection
from typing import Any

from slack_sdk.models.blocks import RichTextBlock, RichTextElement, RichTextElementParts

from bot.desk.messages import Attachment, Relay
from bot.desk.shorten import cut, one_line
from bot.slack.blocks.parts import Rendered, Style, line, quote, rendered, small, word
from bot.slack.mrkdwn import inert, plain

LONGEST = 10_000
"""Characters of a message that cross; Slack takes about 13,000 of blocks."""
NAME = 80


def render(relay: Relay, allowed: Collection[str] = ()) -> Rendered:
    """To the employee as the author's own message; in the packet's thread behind a bar, with the name.

    Addresses at `allowed` hosts stay as they are.
    """
    text = cut(inert(relay.text, allowed), LONGEST) or "(no text)"
    inward = relay.packet is not None
    said = RichTextElementParts.Text(text=text)
    body: list[RichTextElement] = [quote(said) if inward else line(said)]
    if inward:
        body.insert(0, line(word(f"{one_line(relay.author, NAME)} writes:", Style(bold=True))))
    shown = (
        f"{plain(one_line(relay.author, NAME))}: {plain(text, allowed)}" if inward else plain(text, allowed)
    )
    return rendered(shown, [RichTextBlock(elements=body), small(*map(_file, relay.files[:10]))])


def author(relay: Relay) -> dict[str, Any]:
    """`username` and `icon_url` for chat.postMessage (chat:write.customize); {} in the packet's thread."""
    if relay.packet is not None:
        return {}
    name = {"username": one_line(inert(relay.author), NAME) or "A colleague"}
    return name | ({"icon_url": relay.picture} if relay.picture.startswith("https://") else {})


def _file(file: Attachment) -> str:
    kind = f", {one_line(file.kind, 40)}" if file.kind else ""
    return f"📎 {one_line(file.name, 120)} ({_size(file.size)}{kind})"


def _size(count: int) -> str:
    return f"{count / 1_000_000:.1f} MB" if count >= 1_000_000 else f"{max(1, round(count / 1000))} kB"
