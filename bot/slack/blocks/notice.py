"""Things a person should know that are no answer: notices, lines only they see, lines to staff."""

from collections.abc import Collection, Iterable

from slack_sdk.models.blocks import ButtonElement

from bot.desk.messages import Answer, InPacketThread, Notice, Press, Review, Whisper
from bot.slack.blocks.parts import Rendered, button, fallback, mrkdwn, press, prose, rendered, row
from bot.slack.mrkdwn import mention


def render(notice: Notice, allowed: Collection[str] = ()) -> Rendered:
    """A notice, with the buttons it offers."""
    return rendered(fallback(notice.text, allowed), [prose(notice.text, allowed), row(_offers(notice))])


def review(message: Review, allowed: Collection[str] = ()) -> Rendered:
    """Something to decide, with its buttons."""
    moves = _pressed(message.ticket, message.moves)
    return rendered(fallback(message.text, allowed), [prose(message.text, allowed), row(moves)])


def private(message: Whisper | Answer, allowed: Collection[str] = ()) -> Rendered:
    """What only one person sees."""
    offers = _pressed(message.ticket, message.offers) if isinstance(message, Whisper) else []
    return rendered(
        fallback(message.text, allowed), [prose(message.text, allowed, limit=11_500), row(offers)]
    )


def to_staff(message: InPacketThread) -> Rendered:
    """A line in the packet's thread; whom it addresses is mentioned for real."""
    called = " ".join(mention(user) for user in message.mentions)
    offers = row(_pressed(message.ticket, message.offers))
    blocks = [mrkdwn(called) if called else None, prose(message.text), offers]
    return rendered(f"{called} {fallback(message.text)}".strip(), blocks)


def _pressed(ticket: int | None, offers: Iterable[Press]) -> list[ButtonElement]:
    return [button(one.says, one.action, press(ticket, one.choice), one.style) for one in offers]


def _offers(notice: Notice) -> list[ButtonElement]:
    offers = []
    if notice.offer_correction:
        offers.append(button("See or correct what I passed on", "correct_packet", press(notice.ticket)))
        offers.append(button("Why a person?", "why", press(notice.ticket)))
    if notice.offer_person:
        offers.append(button("Talk to a person", "talk_to_human", press(notice.ticket)))
    return offers
