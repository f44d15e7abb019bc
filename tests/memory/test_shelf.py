"""A shelf follows its files, never loses what was good, and never shows anybody what is not for them."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from memory import LexicalEmbedder
from memory.shelf import Shelf

NAMES = ["hr", "it", "managers", "us", "contractor"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path / "bikes.md", "# Bikes\nBike racks are behind hall 3.\n")
    return tmp_path


def write(path: Path, text: str) -> None:
    """Write a file so that it is seen as changed, however coarse the clock of the file system is."""
    later = path.stat().st_mtime_ns + 1_000_000_000 if path.exists() else None
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    if later:
        os.utime(path, ns=(later, later))


def shelf(folder: Path) -> Shelf:
    """A shelf without a model."""
    return Shelf([folder], LexicalEmbedder())


def answer(there: Shelf, question: str = "where are the bike racks") -> str:
    """The text of the best passage."""
    return there.knowledge.search(question)[0].text


def test_a_changed_file_is_read_again(folder: Path) -> None:
    there = shelf(folder)
    write(folder / "bikes.md", "# Bikes\nBike racks are in the yard.\n")
    assert there.refresh()
    assert answer(there) == "Bike racks are in the yard."
    assert not there.refresh()


def test_a_new_file_and_a_deleted_one(folder: Path) -> None:
    there = shelf(folder)
    write(folder / "cars" / "parking.md", "# Parking\nCars park in the yard.\n")
    (folder / "bikes.md").unlink()
    assert there.refresh()
    assert [article.path for article in there.articles] == ["cars/parking.md"]


def test_a_broken_file_keeps_its_last_good_version_and_is_reported(folder: Path) -> None:
    there = shelf(folder)
    write(folder / "bikes.md", "---\naudiense: hr\n---\n# Bikes\nBike racks are gone.\n")
    there.refresh()
    assert answer(there) == "Bike racks are behind hall 3."
    assert [(fault.file, fault.key) for fault in there.faults] == [("bikes.md", "audiense")]
    write(folder / "bikes.md", "# Bikes\nBike racks are gone.\n")
    there.refresh()
    assert answer(there) == "Bike racks are gone."
    assert there.faults == []


def test_a_folder_that_is_lost_keeps_its_articles(folder: Path) -> None:
    there = shelf(folder)
    folder.rename(folder.with_name("elsewhere"))
    there.refresh()
    assert answer(there) == "Bike racks are behind hall 3."
    assert there.faults[0].key == "the folder"


@pytest.mark.parametrize("raw", [b"\xff\xfe\x00", b"# Big\n" + b"x" * 2_000_001])
def test_what_is_no_article_is_reported(folder: Path, raw: bytes) -> None:
    (folder / "odd.md").write_bytes(raw)
    assert [fault.file for fault in shelf(folder).faults] == ["odd.md"]


@pytest.mark.parametrize(
    "odd",
    [
        "[" * 300_000,
        "{%" * 300_000,
        "<!--" * 300_000,
        "x" * 1_000_000,
        "# " * 300_000,
        "|" * 300_000,
        "\0\r\x1b",
    ],
)
def test_files_that_nobody_wrote_by_hand_do_no_harm(folder: Path, odd: str) -> None:
    write(folder / "odd.md", f"# Odd\n{odd}\n")
    there = shelf(folder)
    assert answer(there) == "Bike racks are behind hall 3."
    assert all(len(each.quote) <= 2_000 for each in there.knowledge.search("odd bike racks"))


def test_front_matter_nested_without_end_is_a_fault(folder: Path) -> None:
    write(folder / "deep.md", f"---\ntitle: {'[' * 5_000}\n---\n# Deep\n")
    assert [fault.file for fault in shelf(folder).faults] == ["deep.md"]


def test_hidden_files_are_no_articles(folder: Path) -> None:
    write(folder / ".git" / "notes.md", "# Secret\nBike racks are secret.\n")
    assert len(shelf(folder).articles) == 1


audiences = st.frozensets(st.sampled_from(NAMES))
different_ones = st.lists(audiences, min_size=1, max_size=6)


@given(kept_for=different_ones, reader=audiences, question=st.sampled_from(NAMES))
def test_nobody_ever_finds_what_is_not_for_them(
    kept_for: list[frozenset[str]], reader: frozenset[str], question: str
) -> None:
    with library_of(kept_for) as there:
        found = there.knowledge.search(f"the rule about {question} and canary", k=20, audience=reader)
    mine = {row for row, names in enumerate(kept_for) if not names or names & reader}
    assert {int(passage.title.split()[-1]) for passage in found} == mine
    shown = " ".join(f"{p.title} {p.section} {p.text} {p.source} {p.quote} {p.link}" for p in found)
    assert all(f"canary{row}x" not in shown for row in set(range(len(kept_for))) - mine)


@contextmanager
def library_of(kept_for: list[frozenset[str]]) -> Iterator[Shelf]:
    """A shelf whose nth article is kept for the nth audience and names its canary everywhere."""
    with TemporaryDirectory() as name:
        for row, names in enumerate(kept_for):
            front = f"audience: {sorted(names) or 'everybody'}\nsource: https://corp.example/canary{row}x"
            text = f"# Rule {row}\n## About canary{row}x\nThe rule about canary{row}x, hr, it and us.\n"
            write(Path(name) / f"canary{row}x.md", f"---\n{front}\n---\n{text}")
        yield shelf(Path(name))


def test_an_audience_that_changes_counts_at_once(folder: Path) -> None:
    there = shelf(folder)
    write(folder / "bikes.md", "---\naudience: facilities\n---\n# Bikes\nBike racks are behind hall 3.\n")
    there.refresh()
    assert there.knowledge.search("where are the bike racks") == []
    assert there.audiences == {"facilities"}


class Watched:
    """A reader that says whether it was opened."""

    opened = False

    def open(self) -> None:
        """Be ready."""
        self.opened = True

    def read(self, question: str, passages: Sequence[str]) -> NDArray[np.float32]:
        """The first passages are the best."""
        return -np.arange(len(passages), dtype=np.float32)


def test_the_reader_is_opened_before_anybody_asks_where_there_is_something_to_find(folder: Path) -> None:
    for place, opened in ((folder, True), (folder / "nothing", False)):
        reader = Watched()
        Shelf([place], LexicalEmbedder(), reader).warm()
        assert reader.opened is opened
