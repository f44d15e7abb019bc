"""What a card offers about turns and time: whose turn it is, how grave it is; and the form of a hold."""

from datetime import datetime

from slack_sdk.models.blocks import (
    Block,
    ButtonElement,
    DatePickerElement,
    InteractiveElement,
    Option,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot.desk.messages import Packet, Standing
from bot.desk.shorten import one_line
from bot.desk.states import PAUSED, WITH_DESK
from bot.settings.desks import SEVERITIES
from bot.slack.blocks.fields import entry, modal, typed
from bot.slack.blocks.parts import button, label, mrkdwn, press
from bot.slack.mrkdwn import plain

REASON = 200


def turns(packet: Packet, standing: Standing) -> list[InteractiveElement]:
    """Stopping and restarting the clocks, and how grave it is."""
    if standing.state not in WITH_DESK:
        return []
    return [*_pauses(packet, standing), _severity(packet, standing)]


def held(standing: Standing) -> Block | None:
    """Why it is on hold, and until when; None where it is not."""
    if standing.state != "on hold":
        return None
    until = f" until {_day(standing.held_until)}" if standing.held_until else ""
    return mrkdwn(f"On hold{until}: {plain(one_line(standing.held_because, REASON))}")


def hold_ticket(number: int, requester: str) -> View:
    """Why nothing can be done now, and until when."""
    blocks = [
        entry("because", "What are you waiting for?", typed(long=True), f"{requester} reads this."),
        entry("until", "Until when?", DatePickerElement(), "I'll remind you on that day.", optional=True),
    ]
    return modal("hold_ticket", f"T-{number} on hold", "Put on hold", str(number), blocks)


def _day(moment: datetime) -> str:
    """Slack shows it by the reader's own calendar."""
    return f"<!date^{moment.timestamp():.0f}^{{date}}|{moment:%-d %b}>"


def _pauses(packet: Packet, standing: Standing) -> list[ButtonElement]:
    value = press(packet.ticket)
    if standing.state in PAUSED:
        return [button("Go on", "carry_on", value)]
    if standing.state != "claimed":
        return []
    return [button("Their turn", "wait_for_employee", value), button("On hold", "hold", value)]


def _severity(packet: Packet, standing: Standing) -> InteractiveElement:
    values = {each: press(packet.ticket, each) for each in SEVERITIES}
    options = [Option(text=label(f"Severity: {each}"), value=value) for each, value in values.items()]
    chosen = next((one for one in options if one.value == values.get(standing.severity)), None)
    return StaticSelectElement(
        action_id="severity", placeholder=label("Severity"), options=options, initial_option=chosen
    )
