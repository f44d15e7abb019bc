"""The life of a ticket as a table: the states it can be in, the moves people and coworkers can make."""

from enum import StrEnum


class State(StrEnum):
    """Where a ticket stands. Exactly one party owns it in each state but the last two."""

    OPEN = "open"
    """A coworker works on it."""
    ASKED = "asked"
    """A coworker waits for the employee's answer."""
    QUEUED = "queued"
    """It lies on a desk; nobody has taken it yet."""
    CLAIMED = "claimed"
    """A person owns it, and it is their turn."""
    WAITING = "waiting"
    """A person owns it and waits for the employee's answer."""
    ON_HOLD = "on hold"
    """A person owns it, and nothing can be done before something else has happened."""
    LINKED = "linked"
    """It goes with an incident of its desk; whoever has that has this, too."""
    SOLVED = "solved"
    """Done, until the employee says otherwise."""
    CLOSED = "closed"
    """Over for good."""


class Move(StrEnum):
    """What can be done to a ticket; the value is how its history words it."""

    ASK = "asked the employee"
    ANSWER = "answered by the employee"
    FINISH = "solved by the coworker"
    HAND_OVER = "handed to the desk"
    CLAIM = "claimed"
    WAIT = "waits for the employee"
    HOLD = "put on hold"
    CARRY_ON = "carried on"
    RELEASE = "released"
    LAPSE = "went back to the desk by itself"
    TO_GROUP = "given to a group"
    ASSIGN = "assigned"
    RETURN = "returned to the coworker"
    RESOLVE = "resolved"
    REOPEN = "reopened for the coworker"
    REQUEUE = "reopened for the desk"
    CLOSE = "closed"
    SUPERSEDE = "asked for again elsewhere"
    LINK = "linked to an incident"
    UNLINK = "taken out of its incident"
    HAND_ON = "passed on to another desk"


WITH_COWORKER = frozenset({State.OPEN, State.ASKED})
PAUSED = frozenset({State.WAITING, State.ON_HOLD})
"""It is not the desk's turn, so its clocks stand still."""
OWNED = PAUSED | {State.CLAIMED}
WITH_DESK = OWNED | {State.QUEUED, State.LINKED}
ACTIVE = WITH_COWORKER | WITH_DESK

MOVES: dict[Move, tuple[frozenset[State], State]] = {
    Move.ASK: (frozenset({State.OPEN}), State.ASKED),
    Move.ANSWER: (frozenset({State.ASKED}), State.OPEN),
    Move.FINISH: (WITH_COWORKER, State.SOLVED),
    Move.HAND_OVER: (WITH_COWORKER | {State.LINKED}, State.QUEUED),
    Move.CLAIM: (frozenset({State.QUEUED}), State.CLAIMED),
    Move.WAIT: (frozenset({State.CLAIMED, State.ON_HOLD}), State.WAITING),
    Move.HOLD: (frozenset({State.CLAIMED, State.WAITING}), State.ON_HOLD),
    Move.CARRY_ON: (PAUSED, State.CLAIMED),
    Move.RELEASE: (OWNED, State.QUEUED),
    Move.LAPSE: (OWNED, State.QUEUED),
    Move.TO_GROUP: (WITH_DESK, State.QUEUED),
    Move.ASSIGN: (WITH_DESK, State.CLAIMED),
    Move.RETURN: (WITH_DESK, State.OPEN),
    Move.RESOLVE: (WITH_DESK, State.SOLVED),
    Move.REOPEN: (frozenset({State.SOLVED}), State.OPEN),
    Move.REQUEUE: (frozenset({State.SOLVED}), State.QUEUED),
    Move.CLOSE: (ACTIVE | {State.SOLVED}, State.CLOSED),
    Move.SUPERSEDE: (frozenset({State.ASKED}), State.CLOSED),
    Move.LINK: (ACTIVE - {State.LINKED}, State.LINKED),
    Move.UNLINK: (frozenset({State.LINKED}), State.QUEUED),
    Move.HAND_ON: (WITH_DESK, State.QUEUED),
}


def after(state: State, move: Move) -> State | None:
    """The state a move leads to; None when it is not allowed from here."""
    sources, target = MOVES[move]
    return target if state in sources else None
