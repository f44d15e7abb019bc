"""The judge of chaos, given journals with one thing wrong: it says so, and only then."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.chaos.judge import Verdict, judge
from tests.playground.driver import Json

ADA, DESK = "D1", "C1"


class Pages:
    """A journal, written by hand. A message is called by its `ts`."""

    def __init__(self) -> None:
        self.rows: list[Json] = []
        self._ids = 0

    def verdict(self) -> Verdict:
        """What the judge says."""
        return judge(self.rows)

    def asks(self, ts: str, *, taken: bool = True) -> "Pages":
        """Ada writes; it is delivered and acked before anything else happens."""
        self.says(ts)
        delivery = self.told(ts)
        return self.acked(delivery) if taken else self

    def says(self, ts: str, thread: str = "", channel: str = ADA) -> "Pages":
        """Somebody writes."""
        self._add("message", "ada", {"channel": channel, "ts": ts, "thread_ts": thread, "text": f"text {ts}"})
        return self

    def tells(self, ts: str, thread: str, channel: str = ADA) -> "Pages":
        """Somebody writes in a thread, and it is taken."""
        return self.says(ts, thread, channel).acked(self.told(ts))

    def told(self, ts: str, attempt: int = 0) -> int:
        """It is delivered to Baton."""
        return self._add("delivery", "app", {"attempt": attempt, "payload": {"event": {"ts": ts}}})

    def acked(self, delivery: int, *, ok: bool = True) -> "Pages":
        """Baton takes it, or does not."""
        self._add("ack", "app", {"delivery": delivery, "ok": ok})
        return self

    def clicked(self, thread: str) -> "Pages":
        """Somebody presses a button there."""
        message = {"ts": "9", "thread_ts": thread}
        self._add("delivery", "app", {"payload": {"type": "block_actions", "message": message}})
        return self

    def posts(
        self,
        thread: str,
        kind: str = "reply",
        text: str = "",
        id_: str | None = None,
        ticket: str = "",
        channel: str = ADA,
    ) -> "Pages":
        """Baton posts; a new thread where `thread` is empty."""
        self._ids += 1
        payload = {"id": f"id{self._ids}" if id_ is None else id_, "kind": kind, "ticket": ticket}
        data = {"channel": channel, "ts": f"p{self._ids}", "text": text or f"words {self._ids}"}
        self._add("message", "app", data | {"thread_ts": thread, "metadata": {"event_payload": payload}})
        return self

    def _add(self, what: str, by: str, data: Json) -> int:
        n = len(self.rows) + 1
        self.rows.append({"n": n, "at": float(n), "what": what, "by": by, "data": data})
        return n


def claimed() -> Pages:
    """Ada asked for a person and has one; the packet is p1, its thread the staff's side."""
    return (
        Pages().asks("1").posts("", "packet", ticket="T-1", channel=DESK).posts("1", "notice", ticket="T-1")
    )


def test_a_good_day_has_no_faults() -> None:
    pages = claimed().tells("s1", "p1", DESK).posts("1", "relay", "text s1")
    pages.tells("2", "1").posts("p1", "relay", "text 2", channel=DESK)
    pages.asks("3").posts("3").asks("4").posts("4", "question").clicked("4").posts("4")
    assert pages.verdict().faults == []


def test_what_was_answered_from_the_history_need_not_have_been_acked() -> None:
    assert Pages().asks("1", taken=False).posts("1").verdict().faults == []


@pytest.mark.parametrize(
    "pages",
    [
        Pages().asks("1"),
        Pages().asks("1").posts("1", "notice"),
        Pages().asks("1").posts("1", "notice", ticket="T-1"),
        Pages().asks("1", taken=False),
        claimed().tells("2", "1"),
        claimed().tells("2", "1").posts("1", "relay", "text 2"),
    ],
    ids=[
        "silence",
        "only a promise",
        "no packet",
        "never acked",
        "never crossed",
        "came back to its own side",
    ],
)
def test_a_loss_is_seen(pages: Pages) -> None:
    assert pages.verdict().lost


@pytest.mark.parametrize(
    "pages",
    [
        Pages().asks("1").posts("1", id_="a", text="x").posts("1", id_="a", text="y"),
        Pages().asks("1").posts("1").posts("1"),
        Pages().asks("1").posts("1").posts("1", "question"),
        Pages().asks("1").posts("1").posts("1", "notice", "same").posts("1", "notice", "same"),
        claimed().posts("", "packet", "once more", ticket="T-1", channel=DESK),
        claimed().tells("2", "1").posts("p1", "relay", "text 2").posts("p1", "relay", "text 2"),
    ],
    ids=["same row", "two replies", "reply and question", "same notice", "two packets", "crossed twice"],
)
def test_a_repetition_is_seen(pages: Pages) -> None:
    assert pages.verdict().twice


def test_what_overtook_is_seen() -> None:
    assert Pages().asks("1").asks("2").posts("2").posts("1").verdict().out_of_order
    pages = claimed().tells("2", "1").tells("3", "1").posts("p1", "relay", "text 3")
    assert pages.posts("p1", "relay", "text 2").verdict().out_of_order


def test_other_people_may_be_answered_first() -> None:
    pages = Pages().asks("1").says("2", channel="D2")
    pages.acked(pages.told("2")).posts("2", channel="D2").posts("1")
    assert pages.verdict().faults == []


def test_overlapping_receipts_are_a_tie() -> None:
    pages = Pages().says("1").says("2")
    one, two = pages.told("1"), pages.told("2")
    assert pages.acked(one).acked(two).posts("2").posts("1").verdict().faults == []


def test_a_receipt_may_have_been_any_attempt_up_to_the_ack() -> None:
    """The first attempt may have been kept and its ack lost; so what came between the two is tied with it."""
    pages = Pages().says("1")
    pages.acked(pages.told("1"), ok=False).asks("2").acked(pages.told("1", attempt=1))
    assert pages.posts("1").posts("2").verdict().faults == []
    again = Pages().says("1")
    again.acked(again.told("1"), ok=False).acked(again.told("1", attempt=1)).asks("2")
    assert again.posts("2").posts("1").verdict().out_of_order


def test_a_message_without_a_mark_is_seen() -> None:
    assert Pages().asks("1").posts("1").posts("1", kind="", id_="").verdict().unmarked


@given(st.permutations(range(6)))
def test_any_other_order_than_that_of_receipt_is_seen(order: list[int]) -> None:
    pages = Pages()
    for ts in range(6):
        pages.asks(str(ts))
    for ts in order:
        pages.posts(str(ts))
    assert bool(pages.verdict().out_of_order) == (order != sorted(order))


@given(st.lists(st.booleans(), min_size=1, max_size=8), st.data())
def test_whatever_is_left_out_or_said_again_is_seen(kinds: list[bool], data: st.DataObject) -> None:
    """Of any journal of answered requests, with any one answer missing or any one repeated."""
    wrong = data.draw(st.integers(0, len(kinds) - 1))
    lacking, repeating = Pages(), Pages()
    for ts, is_reply in enumerate(kinds):
        kind = "reply" if is_reply else "question"
        lacking.asks(str(ts))
        repeating.asks(str(ts)).posts(str(ts), kind)
        if ts != wrong:
            lacking.posts(str(ts), kind)
    repeating.posts(str(wrong))
    assert [len(lacking.verdict().lost), lacking.verdict().twice] == [1, []]
    assert [len(repeating.verdict().twice), repeating.verdict().lost] == [1, []]
