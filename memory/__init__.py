"""What was said, what is known, what is written down: a library that knows neither Slack nor the bot."""

from memory.brief import Brief, brief
from memory.cipher import Cipher, Plain
from memory.context import Context
from memory.conversation import Memory
from memory.embedding import Embedder, LexicalEmbedder, load_embedder
from memory.facts import Fact, Source, extract
from memory.kept import KeptVectors
from memory.knowledge import Knowledge, Passage
from memory.organisation import CompanyFact, Organisation
from memory.recall import Index, recall
from memory.redact import Finding, Redacted, redact
from memory.rereading import Reader, load_reader
from memory.said import Role, Said
from memory.shelf import Shelf
from memory.summary import Summary, summarise
from memory.tables import metadata

__all__ = [
    "Brief",
    "Cipher",
    "CompanyFact",
    "Context",
    "Embedder",
    "Fact",
    "Finding",
    "Index",
    "KeptVectors",
    "Knowledge",
    "LexicalEmbedder",
    "Memory",
    "Organisation",
    "Passage",
    "Plain",
    "Reader",
    "Redacted",
    "Role",
    "Said",
    "Shelf",
    "Source",
    "Summary",
    "brief",
    "extract",
    "load_embedder",
    "load_reader",
    "metadata",
    "recall",
    "redact",
    "summarise",
]
