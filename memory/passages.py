"""What of a section is compared and quoted: windows of a few sentences."""

from collections.abc import Iterator

from memory.articles import Section
from memory.facts import sentences

WORDS = 60
"""A window's length; it may exceed this by one sentence where that sentence is long."""
CARRIED = 25
"""A window's last sentence begins the next one, too, if it has fewer words than this."""
LONGEST = 2_000
"""Characters of a window; only what is no text at all is longer."""
WHOLE = 90
"""A section of no more words than this is quoted as a whole."""


def windows(text: str) -> list[str]:
    """Runs of sentences of about 60 words that cover the text; at least one."""
    return [window[:LONGEST] for window in _windows(sentences(text))] or [text[:LONGEST]]


def _windows(said: list[str]) -> Iterator[str]:
    run: list[str] = []
    for sentence in said:
        if run and _length(*run, sentence) > WORDS:
            yield " ".join(run)
            run = run[-1:] if _length(run[-1]) < CARRIED else []
        run.append(sentence)
    if run:
        yield " ".join(run)


def _length(*parts: str) -> int:
    return sum(len(part.split()) for part in parts)


def quoted(section: Section, window: str) -> str:
    """What is quoted where this window answers: a short section as a whole, else the window."""
    whole = " ".join(sentences(section.text))
    return whole if _length(whole) <= WHOLE and len(whole) <= LONGEST else window


def compared(section: Section, window: str) -> str:
    """A window as the embedder reads it: below the headings it stands under."""
    return f"{section.path}\n{window}"


def read_again(section: Section, window: str) -> str:
    """A window as the cross-encoder reads it: a short name, then the words."""
    return f"{section.title}: {section.heading}. {window}"
