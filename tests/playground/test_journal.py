"""The journal keeps what is new and forgets what is old."""

import pytest

from bot.playground import journal
from bot.playground.changes import What
from bot.playground.ids import Stamps, is_ts
from bot.playground.workspace import Workspace


def test_old_rows_give_way_and_numbers_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "KEPT", 10)
    kept = journal.Journal(str)
    for number in range(1, 26):
        assert kept.write("x", "ada", {"at": number}) == number
    rows = kept.rows()
    assert rows[-1]["n"] == kept.last == 25
    assert len(rows) <= 10
    assert [row["n"] for row in kept.rows(23)] == [24, 25]
    assert kept.row(25) == rows[-1]
    assert kept.row(1) is None


def test_a_row_is_not_rewritten_by_later_changes() -> None:
    space = Workspace()
    ada = space.people.find("ada")
    message = space.messages.post(space.channels.find(ada, "@app"), ada, {"text": "one"})
    space.messages.edit(message, ada.id, {"text": "two"})
    texts = [row["data"]["text"] for row in space.journal.rows() if row["what"] in (What.MESSAGE, What.EDIT)]
    assert texts == ["one", "two"]


def test_timestamps_only_grow() -> None:
    stamps = Stamps()
    made = [stamps.next() for _ in range(1000)]
    assert made == sorted(set(made))
    assert all(is_ts(ts) for ts in made)
