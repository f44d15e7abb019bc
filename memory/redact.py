"""Takes secrets and personal data out of a text before anything is stored."""

from collections.abc import Collection
from dataclasses import dataclass

from memory.passwords import typed_secrets
from memory.personal import personal
from memory.spans import Kind, disjoint, masked, untouchable
from memory.tokens import tokens

__all__ = ["Finding", "Kind", "Redacted", "redact"]

# A pass can uncover a value that stood behind another; two are enough in practice, and the work stays linear.
_PASSES = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """What was removed: its kind, and the label that stands in the mask. Never the value."""

    kind: Kind
    label: str


@dataclass(frozen=True, slots=True)
class Redacted:
    """The text that may be kept, and what was taken out of it, in order of place."""

    text: str
    found: tuple[Finding, ...]


def redact(text: str, allow_domains: Collection[str] = (), keep: Collection[str] = ()) -> Redacted:
    """Masks passwords, codes, tokens and personal data as `[label removed]`.

    Addresses at `allow_domains` stay. `keep` holds labels that stay too, such as "phone number" where a
    number to
    call back was asked for. Redacting twice changes nothing. Linear in the length of the text.
    """
    found: list[Finding] = []
    for _ in range(_PASSES):
        spans = disjoint(
            (
                span
                for rule in (tokens(text), typed_secrets(text), personal(text, allow_domains))
                for span in rule
                if span.label not in keep
            ),
            untouchable(text),
        )
        if not spans:
            break
        text = masked(text, spans)
        found += [Finding(span.kind, span.label) for span in spans]
    return Redacted(text, tuple(found))
