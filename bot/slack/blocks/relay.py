"""Somebody's own words, carried to the other side under their name."""

from collections.abc import Collection, Iterable
from itertools import groupby
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
    text = cut(inert(relay.text, allowed), LONGEST) or ("(see below)" if relay.files else "(no text)")
    inward = relay.packet is not None
    body = _said(text, all_of_it=inward)
    if inward:
        body.insert(0, line(word(f"{one_line(relay.author, NAME)} writes:", Style(bold=True))))
    shown = (
        f"{plain(one_line(relay.author, NAME))}: {plain(text, allowed)}" if inward else plain(text, allowed)
    )
    return rendered(shown, [RichTextBlock(elements=body), small(*map(_file, relay.files[:10]))])


def _said(text: str, *, all_of_it: bool) -> list[RichTextElement]:
    """Words behind a bar where their author quotes; towards the desk all of them are quoted."""
    if all_of_it:
        return [quote(RichTextElementParts.Text(text=text))]
    return [_run(quoted, lines) for quoted, lines in groupby(text.split("\n"), _is_quote)]


def _run(quoted: bool, lines: Iterable[str]) -> RichTextElement:
    shown = "\n".join(one.lstrip()[1:].removeprefix(" ") if quoted else one for one in lines)
    said = RichTextElementParts.Text(text=shown or " ")
    return quote(said) if quoted else line(said)


def _is_quote(line: str) -> bool:
    return line.lstrip().startswith(">")


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
