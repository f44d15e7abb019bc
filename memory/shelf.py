"""The handbook as it lies in folders: read again when a file changes, without ever losing what was good."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from memory.articles import Article, markdown_files, read_article
from memory.embedding import Embedder
from memory.front import ArticleFault, BrokenArticle
from memory.knowledge import Knowledge
from memory.rereading import Reader

log = logging.getLogger(__name__)

Stamp = tuple[int, int]
"""When a file was changed (ns) and how long it is (bytes)."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A file as it was read last: its last good version, and what is wrong with the present one."""

    stamp: Stamp
    article: Article | None
    faults: tuple[ArticleFault, ...] = ()


class Shelf:
    """Folders of articles and the index over them. `knowledge` may be read while `refresh` runs."""

    def __init__(
        self,
        folders: Sequence[Path],
        embedder: Embedder,
        reader: Reader | None = None,
        before: Knowledge | None = None,
    ) -> None:
        self.folders = tuple(folders)
        self._embedder, self._reader = embedder, reader
        self._files: dict[Path, tuple[str, Kept]] = {}
        self._lost: tuple[ArticleFault, ...] = ()
        self._lock = Lock()
        self.knowledge = before or Knowledge((), embedder, reader=reader)
        self.refresh()
        if before is self.knowledge:
            self._index()

    def over(self, folders: Sequence[Path]) -> "Shelf":
        """A shelf over these folders, which embeds nothing anew that this one has."""
        if tuple(folders) == self.folders:
            return self
        return Shelf(folders, self._embedder, self._reader, self.knowledge)

    def warm(self) -> None:
        """Load what the first question would wait for; nothing where there is nothing to find. Blocks."""
        if self._reader and self.knowledge.sections:
            self._reader.open()

    @property
    def articles(self) -> list[Article]:
        """The last good version of every article."""
        return [kept.article for _, kept in self._files.values() if kept.article]

    @property
    def faults(self) -> list[ArticleFault]:
        """What is wrong with the files as they are now."""
        return [*self._lost, *(fault for _, kept in self._files.values() for fault in kept.faults)]

    @property
    def audiences(self) -> frozenset[str]:
        """Every name that an article is kept for."""
        return frozenset(name for article in self.articles for name in article.front.audience)

    def refresh(self) -> bool:
        """Look at the folders; what changed is read and indexed anew. Whether anything did. Blocks."""
        with self._lock:
            before, faults, found = self.articles, self.faults, dict(self._look())
            changed = found != self._files
            self._files = found
            for fault in self.faults:
                if fault not in faults:
                    log.warning("%s", fault)
            if self.articles != before:
                self._index()
            return changed

    def _index(self) -> None:
        parts = (part for article in self.articles for part in article.sections)
        self.knowledge = Knowledge(parts, self._embedder, reader=self._reader, before=self.knowledge)

    def _look(self) -> Iterator[tuple[Path, tuple[str, Kept]]]:
        self._lost = tuple(self._gone())
        for folder in self.folders:
            if not folder.is_dir():
                yield from ((path, kept) for path, kept in self._files.items() if path.is_relative_to(folder))
                continue
            for path in markdown_files(folder):
                name = path.relative_to(folder).as_posix()
                yield path, (name, self._kept(path, name))

    def _gone(self) -> Iterator[ArticleFault]:
        """Folders that were there before; one that never was holds nothing yet."""
        for folder in self.folders:
            if not folder.is_dir() and any(path.is_relative_to(folder) for path in self._files):
                sentence = "The folder is gone; what was read from it stays until it is back."
                yield ArticleFault(str(folder), "the folder", sentence)

    def _kept(self, path: Path, name: str) -> Kept:
        before = self._files.get(path, (name, None))[1]
        stamp = _stamp(path)
        if before and before.stamp == stamp:
            return before
        try:
            return Kept(stamp, read_article(path, name))
        except BrokenArticle as broken:
            return Kept(stamp, before.article if before else None, broken.faults)


def gather(folders: Sequence[Path]) -> tuple[list[Article], list[ArticleFault]]:
    """Every article of the folders (or single files) that can be read, and the faults of the others."""
    articles: list[Article] = []
    faults: list[ArticleFault] = []
    for place in folders:
        files = [place] if place.is_file() else markdown_files(place)
        for path in files:
            name = path.name if place.is_file() else path.relative_to(place).as_posix()
            try:
                articles.append(read_article(path, name))
            except BrokenArticle as broken:
                faults += broken.faults
    return articles, faults


def _stamp(path: Path) -> Stamp:
    """(0, 0) for a file that went away between two looks; reading it says so."""
    try:
        status = path.stat()
    except OSError:
        return 0, 0
    return status.st_mtime_ns, status.st_size
