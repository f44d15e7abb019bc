"""Vectors of texts that never change (examples, the handbook), kept in a file so that a restart is quick."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4
from zipfile import BadZipFile

import numpy as np

from memory.embedding import Embedder, Vectors, words_of


class KeptVectors:
    """An embedder that remembers across starts what it was asked until `keep` was called.

    The file holds digests of model and text, and vectors; no text. Whatever is wrong with it, it is only a
    cache: then everything is computed anew.
    """

    def __init__(self, embedder: Embedder, file: Path) -> None:
        self.name = embedder.name
        self.words = words_of(embedder)
        self._embedder = self.behind = embedder
        self._file = file
        self._rows = _read(file)
        self._asked: dict[str, None] = {}
        self._learning = True

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Shape (len(texts), d), rows L2-normalised, in the order given."""
        keys = [self._key(text) for text in texts]
        unknown = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._rows}
        if not texts or (unknown and not self._learning):
            return self._embedder.embed(texts)
        if unknown:
            self._rows |= zip(unknown, self._embedder.embed(list(unknown.values())), strict=True)
        if self._learning:
            self._asked |= dict.fromkeys(keys)
        return np.stack([self._rows[key] for key in keys])

    def keep(self) -> None:
        """Write down what was asked so far; nothing later is remembered. Raises OSError."""
        self._learning = False
        fresh = self._file.with_suffix(f".{uuid4().hex}.npz")
        self._file.parent.mkdir(parents=True, exist_ok=True)
        keys = list(self._asked)
        np.savez(fresh, keys=np.array(keys, dtype="S32"), rows=np.stack([self._rows[key] for key in keys]))
        fresh.replace(self._file)

    def _key(self, text: str) -> str:
        named = f"{self.name}\0{text}".encode("utf-8", "replace")
        return hashlib.blake2b(named, digest_size=16).hexdigest()


def _read(file: Path) -> dict[str, Vectors]:
    try:
        with file.open("rb") as stream, np.load(stream, allow_pickle=False) as kept:
            return {key.decode(): row for key, row in zip(kept["keys"], kept["rows"], strict=True)}
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        return {}
