"""What a card offers beside its own ticket: what it may be the same as, its incident, and rarer moves."""

from slack_sdk.models.blocks import Block, ButtonElement, Option, StaticSelectElement

from bot.desk.messages import Beside, Packet, Standing
from bot.desk.shorten import one_line
from bot.desk.states import WITH_DESK
from bot.slack.blocks.parts import button, label, mrkdwn, press, row, small
from bot.slack.mrkdwn import plain

MORE = "more"
"""The menu of a card. The value of what is chosen is the action id it stands for, a blank, and the ticket."""

ANY_TIME = {
    "saved_reply": "Send a saved reply",
    "hand_on": "Pass on to another desk",
    "instruct": "Give back with instructions",
    "link_to": "The same as another ticket",
    "snooze": "Snooze",
}
WATCHING = {"watch": "Watch", "unwatch": "Stop watching"}


def more(packet: Packet, standing: Standing) -> StaticSelectElement | None:
    """The moves that are made less often; None where the ticket is elsewhere."""
    if standing.elsewhere:
        return None
    moves = dict(WATCHING)
    if standing.state in WITH_DESK and not standing.lead:
        moves = {**ANY_TIME, **WATCHING}
        moves |= {"snooze": "Snooze longer", "wake": "Wake"} if standing.snoozed_until else {}
    elif standing.state == "solved":
        moves = {"reopen": "Open it again", **WATCHING}
    options = [Option(text=label(says), value=f"{move} {packet.ticket}") for move, says in moves.items()]
    return StaticSelectElement(action_id=MORE, placeholder=label("More"), options=options)


def beside(packet: Packet, standing: Standing) -> list[Block | None]:
    """Lines and buttons about the tickets that this one belongs with, or may."""
    number = packet.ticket
    blocks: list[Block | None] = []
    for other in standing.alike:
        blocks += [small(_may_be(other)), row([_same(number, other)])]
    if standing.incident:
        says = f"*Incident* {plain(standing.incident)}: {standing.people} people wait for this"
        tell = button(f"Tell all {standing.people}", "tell_everybody", press(number))
        blocks += [mrkdwn(says), row([tell, button("Name it", "name_incident", press(number))])]
    if standing.lead and standing.state in WITH_DESK:
        out = button("Not the same", "unlink_ticket", press(number))
        blocks += [mrkdwn(f"*Goes with T-{standing.lead}* and is solved with it"), row([out])]
    if standing.snoozed_until:
        blocks.append(small(f"Asleep until {standing.snoozed_until:%a %d %b, %H:%M} UTC."))
    return blocks


def _may_be(other: Beside) -> str:
    people = f" ({other.people} people)" if other.people > 1 else ""
    return f"May be the same as T-{other.ticket}{people}: “{one_line(other.about, 80)}”"


def _same(number: int, other: Beside) -> ButtonElement:
    return button(f"Same as T-{other.ticket}", "link_ticket", press(number, str(other.ticket)))
