"""The ticket's table of moves."""

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from bot.desk.states import ACTIVE, MOVES, WITH_COWORKER, WITH_DESK, Move, State, after


@given(st.sampled_from(State), st.sampled_from(Move))
def test_a_move_leads_where_the_table_says_or_nowhere(state: State, move: Move) -> None:
    sources, target = MOVES[move]
    assert after(state, move) == (target if state in sources else None)


@given(st.sampled_from(Move))
def test_nothing_leaves_closed(move: Move) -> None:
    assert after(State.CLOSED, move) is None


def test_every_state_can_be_reached_and_every_state_but_closed_left() -> None:
    assert {target for _, target in MOVES.values()} == set(State)
    assert {s for sources, _ in MOVES.values() for s in sources} == set(State) - {State.CLOSED}


def test_exactly_one_party_owns_an_active_ticket() -> None:
    assert not WITH_COWORKER & WITH_DESK
    assert WITH_COWORKER | WITH_DESK == ACTIVE


class Life(RuleBasedStateMachine):
    """A ticket that anybody pushes about."""

    def __init__(self) -> None:
        super().__init__()
        self.state = State.OPEN
        self.handed_over = False

    @rule(move=st.sampled_from(Move))
    def push(self, move: Move) -> None:
        """Try a move; nothing happens where the table does not know it."""
        self.state = after(self.state, move) or self.state
        self.handed_over |= move in {Move.HAND_OVER, Move.REQUEUE, Move.LINK} and self.state in WITH_DESK

    @invariant()
    def nobody_claims_what_was_never_handed_over(self) -> None:
        assert self.state not in WITH_DESK or self.handed_over


TestLife = Life.TestCase
