"""Rows of the tables as what they mean, and back; text is sealed on the way in and opened on the way out."""

import json

from memory.cipher import Cipher
from memory.facts import Fact, Source
from memory.said import Role, Said
from memory.summary import Sentence, Summary
from memory.tables import FactRow, Message, SummaryRow

ASKED = "?"


class Records:
    """Translates with one cipher."""

    def __init__(self, cipher: Cipher) -> None:
        self.seal, self.open = cipher.seal, cipher.open

    def message(self, said: Said) -> Message:
        """The row of a new message."""
        return Message(
            id=said.id,
            team=said.team,
            person=said.person,
            conversation=said.conversation,
            speaker=self.seal(said.speaker),
            role=said.role,
            text=self.seal(said.text),
            at=said.at,
        )

    def said(self, row: Message) -> Said:
        """What stands in a message's row."""
        return Said(
            id=row.id,
            team=row.team,
            person=row.person,
            conversation=row.conversation,
            speaker=self.open(row.speaker),
            role=Role(row.role),
            text=self.open(row.text),
            at=row.at,
        )

    def fact_row(self, team: str, person: str, fact: Fact) -> FactRow:
        """The row of a new fact. A question may quote anything: it is sealed with its answer."""
        asked = fact.key.endswith("?")
        return FactRow(
            team=team,
            person=person,
            conversation=fact.conversation,
            key=ASKED if asked else fact.key,
            value=self.seal(f"{fact.key}\n{fact.value}" if asked else fact.value),
            source=fact.source,
            source_id=fact.source_id,
            said_at=fact.said_at,
            pinned=fact.pinned,
        )

    def fact(self, row: FactRow, replaced_by: str | None = None) -> Fact:
        """What stands in a fact's row; `replaced_by` is the sealed value of the fact that replaced it."""
        key, value = row.key, self.open(row.value)
        if key == ASKED:
            key, _, value = value.partition("\n")
        return Fact(
            key=key,
            value=value,
            source_id=row.source_id,
            said_at=row.said_at,
            conversation=row.conversation,
            source=Source(row.source),
            pinned=row.pinned,
            superseded_by=None if replaced_by is None else self.open(replaced_by),
            number=row.n,
        )

    def summary(self, row: SummaryRow | None) -> Summary:
        """The stored summary; an empty one where there is no row yet."""
        if row is None:
            return Summary()
        state = json.loads(self.open(row.state))
        return Summary(
            tuple(
                Sentence(text, source, Role(role), place) for text, source, role, place in state["sentences"]
            ),
            tuple((value, source) for value, source in state["identifiers"]),
        )

    def sealed(self, summary: Summary) -> str:
        """A summary as it is stored."""
        sentences = [(s.text, s.source_id, s.role, s.place) for s in summary.sentences]
        state = {"sentences": sentences, "identifiers": summary.identifiers}
        return self.seal(json.dumps(state, ensure_ascii=False))
