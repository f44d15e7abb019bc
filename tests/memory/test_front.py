"""Front matter is understood, or named with its file and key; what is not understood opens nothing."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memory.front import EVERYBODY, BrokenArticle, Front, parted


def test_what_an_article_says_about_itself() -> None:
    front, body = parted(
        "---\ntitle: Bikes\naudience: [HR, managers]\nowner: facilities\nreview_by: 2027-06-30\n"
        "source: https://wiki.corp.example/bikes\ncountry: all\nlayout: page\n---\n# Bikes\n",
        "bikes.md",
    )
    assert body == "# Bikes\n"
    assert front == Front(
        "Bikes",
        frozenset({"hr", "managers"}),
        "facilities",
        date(2027, 6, 30),
        "https://wiki.corp.example/bikes",
    )


@pytest.mark.parametrize(
    ("front", "key"),
    [
        ("title: [", "line"),
        ("- a list", "front matter"),
        ("audience: []", "audience"),
        ("audience:", "audience"),
        ("audience: 5", "audience"),
        ("audience: {hr: yes}", "audience"),
        ("audiense: hr", "audiense"),
        ("Audience: hr", "Audience"),
        ("review_by: soon", "review_by"),
        ("source: javascript:alert(1)", "source"),
        ("title: [a, b]", "title"),
    ],
)
def test_a_fault_names_the_file_and_the_key(front: str, key: str) -> None:
    with pytest.raises(BrokenArticle) as caught:
        parted(f"---\n{front}\n---\ntext", "pay.md")
    [fault] = caught.value.faults
    assert fault.file == "pay.md"
    assert fault.key.startswith(key)


def test_front_matter_that_never_ends_is_no_text() -> None:
    with pytest.raises(BrokenArticle, match="never ends"):
        parted("---\naudience: hr\n\n# Pay\nThe pool is 4 %.\n", "pay.md")


@given(st.lists(st.sampled_from(["hr", "IT", " Managers ", "contractor", "us"]), min_size=1))
def test_a_named_audience_is_never_everybody(names: list[str]) -> None:
    front, _ = parted(f"---\naudience: {names}\n---\n", "a.md")
    assert front.audience == {name.strip().lower() for name in names}


@pytest.mark.parametrize("name", sorted(EVERYBODY))
def test_everybody_is_everybody(name: str) -> None:
    assert parted(f"---\naudience: {name}\n---\n", "a.md")[0].audience == frozenset()
