"""Recall finds what was said by its words and by its meaning."""

from datetime import UTC, datetime, timedelta

import pytest

from memory import Embedder, Index, LexicalEmbedder, Role, Said, load_embedder, recall
from memory.lexical import Bm25, stem, words

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def turns(*lines: tuple[str, str]) -> list[Said]:
    return [
        Said(f"m{n}", "T1", "ada", "dm", who, Role.EMPLOYEE, text, NOON + timedelta(minutes=n))
        for n, (who, text) in enumerate(lines)
    ]


TALK = turns(
    ("Ada", "The projector in Banyan flickers again."),
    ("Ben", "I will bring a new cable tomorrow."),
    ("Ada", "My daughter started school this week."),
    ("Ben", "Our flight to Lisbon leaves on Saturday."),
    ("Ada", "Ticket INC0045121 was about the badge reader."),
    ("Ben", "I had soup for lunch."),
)


@pytest.fixture(scope="module", params=["model", "lexical"])
def embedder(request: pytest.FixtureRequest) -> Embedder:
    return load_embedder() if request.param == "model" else LexicalEmbedder()


def test_an_identifier_is_found_exactly(embedder: Embedder) -> None:
    assert recall("what was INC0045121?", TALK, embedder, 1)[0][0].id == "m4"


def test_an_answer_is_found_with_the_turn_before_it(embedder: Embedder) -> None:
    found = [
        said.id for said, _ in recall("what about the flickering projector in Banyan", TALK, embedder, 2)
    ]
    assert "m0" in found


def test_meaning_is_found_without_shared_words() -> None:
    assert recall("when is the holiday trip by plane", TALK, load_embedder(), 1)[0][0].id == "m3"


def test_a_named_speaker_is_preferred(embedder: Embedder) -> None:
    same = turns(("Ada", "I like tea."), ("Ben", "I like tea."), ("Cleo", "The roof leaks."))
    assert recall("does Ben like tea?", same, embedder, 1)[0][0].speaker == "Ben"


def test_an_empty_memory_recalls_nothing(embedder: Embedder) -> None:
    assert recall("anything?", [], embedder) == []


def test_an_index_answers_more_than_once(embedder: Embedder) -> None:
    index = Index(TALK, embedder)
    assert index.search("projector", 3) == index.search("projector", 3)


def test_bm25_prefers_the_rarer_word() -> None:
    scores = Bm25(["red apple", "red car", "red apple pie with cream"]).scores("red car")
    assert int(scores.argmax()) == 1


@pytest.mark.parametrize(
    ("word", "root"),
    [
        ("policies", "policy"),
        ("laptops", "laptop"),
        ("stopped", "stop"),
        ("bus", "bus"),
        ("lt-20394", "lt-20394"),
    ],
)
def test_stems(word: str, root: str) -> None:
    assert stem(word) == root


def test_compound_identifiers_count_whole_and_in_pieces() -> None:
    assert {"lt-20394", "lt", "20394"} <= set(words("LT-20394"))
