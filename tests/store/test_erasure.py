"""Whatever holds people's words is known to whoever has to take them out again."""

from bot.store.base import Base
from bot.store.erasure import sealed_columns, ticket_column
from bot.store.tables import metadata

ELSEWHERE = {
    "audit": "its reasons are blanked, with a link that says so (Audit.disown)",
    "audit_keys": "keys, no words",
    "coworker_states": "why somebody paused a coworker; blanked with the name (forgetting)",
    "macros": "a desk's saved replies; they are the desk's",
    "outbox": "by ticket or channel (erase)",
    "outcomes": "by ticket or conversation (erase)",
}


def test_every_table_with_words_says_whose_they_are_or_is_known() -> None:
    assert metadata is Base.metadata
    unknown = [
        table.name
        for table in metadata.sorted_tables
        if sealed_columns(table) and ticket_column(table) is None and table.name not in ELSEWHERE
    ]
    assert unknown == [], "say in bot/store/erasure.py how “forget me” finds these words"
