"""The queue on the Home page: its parts to choose from, a page of tickets, and the way to the next."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, ButtonElement, DividerBlock

from bot.coworkers.home import Home
from bot.coworkers.queue import PAGE, Part, Window
from bot.coworkers.requests import Request
from bot.coworkers.words import clock
from bot.slack.blocks.parts import button, headline, press, prose, row, small

TITLES = {
    Part.ALL: "All",
    Part.UNCLAIMED: "Unclaimed",
    Part.MINE: "Mine",
    Part.WAITING: "Waiting",
    Part.SNOOZED: "Snoozed",
    Part.INCIDENT: "Incidents",
}
NOTHING = "Nobody is waiting."


def render(home: Home) -> list[Block | None]:
    """The queue of somebody's desks as far as their window shows it; nothing for who works at none."""
    if not home.desks:
        return []
    window = home.window
    return [
        DividerBlock(),
        headline(f"Waiting at {', '.join(home.desks)}"),
        row(_parts(window)),
        row(_desks(window)) if len(window.desks) > 1 else None,
        *(block for one in home.queue[:PAGE] for block in _ticket(one, home)),
        None if home.queue else small(NOTHING),
        row(_leaves(window)),
        small(f"{_place(window)} · as of {clock(home.as_of, home.timezone)}"),
    ]


def _parts(window: Window) -> list[ButtonElement]:
    return [
        button(
            f"{title} {window.counts.get(part, 0)}",
            f"queue:{part}",
            _look(part, window.desk),
            "primary" if part is window.part else None,
        )
        for part, title in TITLES.items()
    ]


def _desks(window: Window) -> list[ButtonElement]:
    every = {"": "All desks", **window.desks}
    return [
        button(title, f"queue:desk-{name or 'all'}", _look(window.part, name), _chosen(name == window.desk))
        for name, title in list(every.items())[:20]
    ]


def _leaves(window: Window) -> list[ButtonElement]:
    """The pages before and after, where there are any."""
    leaves = []
    if window.page > 0:
        leaves.append(button("Back", "queue:back", _look(window.part, window.desk, window.page - 1)))
    if window.page + 1 < window.pages:
        leaves.append(button("Next", "queue:next", _look(window.part, window.desk, window.page + 1)))
    return leaves


def _ticket(request: Request, home: Home) -> Sequence[Block | None]:
    since = clock(request.opened_at, home.timezone)
    grave = f" · {request.severity}" if request.severity in {"critical", "high"} else ""
    asleep = f" · asleep until {clock(request.snoozed_until, home.timezone)}" if request.snoozed_until else ""
    holder = request.holder or "Nobody has it yet"
    how = {"waiting": " · waits for an answer", "on hold": " · on hold"}.get(request.state, "")
    text = (
        f"**{request.id}** {request.requester}: {request.about}\n{holder}{how}{grave} · since {since}{asleep}"
    )
    value = press(request.ticket)
    claim = [] if request.holder else [button("Claim", "claim", value, "primary")]
    return [prose(text, limit=400), row([*claim, button("Resolve", "resolve", value)])]


def _place(window: Window) -> str:
    count = window.counts.get(window.part, 0)
    return f"{count} tickets, page {window.page + 1} of {window.pages}"


def _look(part: Part, desk: str, page: int = 0) -> str:
    return f"{part}|{desk}|{page}"


def _chosen(chosen: bool) -> str | None:
    return "primary" if chosen else None
