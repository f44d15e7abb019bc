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
    """A person owns it."""
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
    RELEASE = "released"
    ASSIGN = "assigned"
    RETURN = "returned to the coworker"
    RESOLVE = "resolved"
    REOPEN = "reopened for the coworker"
    REQUEUE = "reopened for the desk"
    CLOSE = "closed"
    SUPERSEDE = "asked for again elsewhere"


ACTIVE = frozenset({State.OPEN, State.ASKED, State.QUEUED, State.CLAIMED})
WITH_COWORKER = frozenset({State.OPEN, State.ASKED})
WITH_DESK = frozenset({State.QUEUED, State.CLAIMED})

MOVES: dict[Move, tuple[frozenset[State], State]] = {
    Move.ASK: (frozenset({State.OPEN}), State.ASKED),
    Move.ANSWER: (frozenset({State.ASKED}), State.OPEN),
    Move.FINISH: (WITH_COWORKER, State.SOLVED),
    Move.HAND_OVER: (WITH_COWORKER, State.QUEUED),
    Move.CLAIM: (frozenset({State.QUEUED}), State.CLAIMED),
    Move.RELEASE: (frozenset({State.CLAIMED}), State.QUEUED),
    Move.ASSIGN: (WITH_DESK, State.CLAIMED),
    Move.RETURN: (WITH_DESK, State.OPEN),
    Move.RESOLVE: (WITH_DESK, State.SOLVED),
    Move.REOPEN: (frozenset({State.SOLVED}), State.OPEN),
    Move.REQUEUE: (frozenset({State.SOLVED}), State.QUEUED),
    Move.CLOSE: (ACTIVE | {State.SOLVED}, State.CLOSED),
    Move.SUPERSEDE: (frozenset({State.ASKED}), State.CLOSED),
}


def after(state: State, move: Move) -> State | None:
    """The state a move leads to; None when it is not allowed from here."""
    sources, target = MOVES[move]
    return target if state in sources else None
