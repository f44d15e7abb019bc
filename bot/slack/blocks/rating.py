"""Below the details of a packet: was it useful, and what did you still have to ask? One click each."""

from slack_sdk.models.blocks import ActionsBlock, Block, Option, StaticSelectElement

from bot.learning.handovers import LACKED
from bot.slack.blocks.parts import button, label, press


def rating(ticket: int) -> Block:
    """Two buttons, and a menu of what was missing."""
    options = [Option(text=label(says), value=press(ticket, what)) for what, says in LACKED.items()]
    return ActionsBlock(
        block_id="rating",
        elements=[
            button("Useful", "rate_packet:yes", press(ticket, "yes")),
            button("Not useful", "rate_packet:no", press(ticket, "no")),
            StaticSelectElement(
                action_id="still_asked", placeholder=label("I still had to ask…"), options=options
            ),
        ],
    )
