"""The tables of version 0.1.0, as they were."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

TABLES = sa.MetaData()
MOMENT = sa.DateTime(timezone=True)


def words(*names: str) -> list[sa.Column[str]]:
    """Columns of text that every row has."""
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


sa.Table(
    "acquaintances",
    TABLES,
    *words("team", "person", "coworker"),
    sa.Column("at", MOMENT, nullable=False),
    sa.PrimaryKeyConstraint("team", "person", "coworker"),
)
sa.Table(
    "audit",
    TABLES,
    sa.Column("seq", sa.Integer(), nullable=False),
    *words("key", "team"),
    sa.Column("at", MOMENT, nullable=False),
    *words("actor", "on_behalf_of", "action"),
    sa.Column("ticket", sa.Integer(), nullable=True),
    sa.Column("why", sa.Text(), nullable=False),
    sa.Column("details", sa.Text(), nullable=False),
    sa.Column("outcome", sa.String(), nullable=False),
    sa.PrimaryKeyConstraint("seq"),
    sa.UniqueConstraint("key"),
    sa.Index("audit_by_actor", "team", "actor", "seq"),
)
sa.Table(
    "coworker_states",
    TABLES,
    *words("team", "name", "state", "by"),
    sa.Column("at", MOMENT, nullable=False),
    sa.Column("why", sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint("team", "name"),
)
sa.Table(
    "outbox",
    TABLES,
    sa.Column("seq", sa.Integer(), nullable=False),
    *words("id", "verb", "channel", "kind"),
    sa.Column("ticket", sa.Integer(), nullable=True),
    sa.Column("body", sa.Text(), nullable=False),
    sa.Column("thread_of", sa.String(), nullable=True),
    sa.Column("target", sa.String(), nullable=True),
    sa.Column("source", sa.String(), nullable=True),
    sa.Column("state", sa.String(), nullable=False),
    sa.Column("ts", sa.String(), nullable=True),
    sa.Column("attempts", sa.Integer(), nullable=False),
    sa.Column("trouble", sa.String(), nullable=False),
    sa.Column("created_at", MOMENT, nullable=False),
    sa.Column("sent_at", MOMENT, nullable=True),
    sa.PrimaryKeyConstraint("seq"),
    sa.UniqueConstraint("id"),
    sa.Index("ix_outbox_source", "source"),
    sa.Index("ix_outbox_ticket", "ticket"),
    sa.Index("outbox_by_place", "channel", "ts"),
    sa.Index("outbox_waiting", "state", "channel", "seq"),
)
sa.Table(
    "outcomes",
    TABLES,
    *words("inbound", "conversation", "what"),
    sa.Column("ticket", sa.Integer(), nullable=True),
    sa.Column("rule", sa.String(), nullable=False),
    sa.Column("score", sa.Double(), nullable=True),
    sa.Column("reason", sa.Text(), nullable=False),
    sa.Column("at", MOMENT, nullable=False),
    sa.PrimaryKeyConstraint("inbound"),
)
sa.Table(
    "tickets",
    TABLES,
    sa.Column("number", sa.Integer(), nullable=False),
    *words("team", "channel", "thread", "requester", "coworker", "desk"),
    sa.Column("skill", sa.String(), nullable=True),
    sa.Column("state", sa.String(), nullable=False),
    sa.Column("request", sa.Text(), nullable=False),
    sa.Column("opened_at", MOMENT, nullable=False),
    sa.Column("updated_at", MOMENT, nullable=False),
    sa.Column("rule", sa.String(), nullable=False),
    sa.Column("score", sa.Double(), nullable=True),
    sa.Column("runner_up", sa.String(), nullable=True),
    sa.Column("why", sa.Text(), nullable=False),
    sa.Column("handed_at", MOMENT, nullable=True),
    sa.Column("handed_because", sa.Text(), nullable=False),
    sa.Column("suggestion", sa.Text(), nullable=False),
    sa.Column("packet", sa.String(), nullable=True),
    sa.Column("assignee", sa.String(), nullable=True),
    sa.Column("claimed_at", MOMENT, nullable=True),
    sa.Column("solved_at", MOMENT, nullable=True),
    sa.Column("solved_by", sa.String(), nullable=False),
    sa.Column("fix", sa.Text(), nullable=False),
    sa.Column("route_was_right", sa.Boolean(), nullable=True),
    sa.Column("minutes", sa.Integer(), nullable=True),
    sa.Column("reopened", sa.Integer(), nullable=False),
    sa.Column("rating", sa.Integer(), nullable=True),
    sa.Column("had_to_repeat", sa.Boolean(), nullable=True),
    sa.PrimaryKeyConstraint("number"),
    sa.Index("tickets_by_desk", "team", "desk", "state"),
    sa.Index("tickets_by_requester", "team", "requester", "state"),
    sa.Index("tickets_by_thread", "team", "channel", "thread"),
)
sa.Table(
    "timers",
    TABLES,
    sa.Column("id", sa.String(), nullable=False),
    sa.Column("due_at", MOMENT, nullable=False),
    *words("conversation", "what"),
    sa.Column("ticket", sa.Integer(), nullable=True),
    sa.Column("set_at", MOMENT, nullable=False),
    sa.PrimaryKeyConstraint("id"),
    sa.Index("ix_timers_due_at", "due_at"),
    sa.Index("ix_timers_ticket", "ticket"),
)
sa.Table(
    "packets",
    TABLES,
    sa.Column("message", sa.String(), nullable=False),
    sa.Column("ticket", sa.Integer(), nullable=False),
    sa.Column("channel", sa.String(), nullable=False),
    sa.Column("content", sa.Text(), nullable=False),
    sa.Column("at", MOMENT, nullable=False),
    sa.ForeignKeyConstraint(["ticket"], ["tickets.number"]),
    sa.PrimaryKeyConstraint("message"),
    sa.Index("ix_packets_ticket", "ticket"),
)
sa.Table(
    "runs",
    TABLES,
    sa.Column("ticket", sa.Integer(), nullable=False),
    *words("skill", "code"),
    sa.Column("position", sa.Integer(), nullable=False),
    sa.Column("inputs", sa.Text(), nullable=False),
    sa.Column("found", sa.Text(), nullable=False),
    sa.Column("tried", sa.Text(), nullable=False),
    sa.Column("asked", sa.Text(), nullable=True),
    sa.Column("questions", sa.Integer(), nullable=False),
    sa.Column("ending", sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(["ticket"], ["tickets.number"]),
    sa.PrimaryKeyConstraint("ticket"),
)
sa.Table(
    "ticket_events",
    TABLES,
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("ticket", sa.Integer(), nullable=False),
    sa.Column("at", MOMENT, nullable=False),
    *words("actor", "what"),
    sa.Column("detail", sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(["ticket"], ["tickets.number"]),
    sa.PrimaryKeyConstraint("id"),
    sa.Index("ix_ticket_events_ticket", "ticket"),
)
sa.Table(
    "ticket_threads",
    TABLES,
    sa.Column("ticket", sa.Integer(), nullable=False),
    *words("channel", "thread"),
    sa.ForeignKeyConstraint(["ticket"], ["tickets.number"]),
    sa.PrimaryKeyConstraint("ticket", "channel", "thread"),
    sa.Index("ticket_threads_by_place", "channel", "thread"),
)
sa.Table(
    "memory_facts",
    TABLES,
    sa.Column("n", sa.Integer(), nullable=False),
    sa.Column("team", sa.String(length=64), nullable=False),
    sa.Column("person", sa.String(length=64), nullable=False),
    sa.Column("conversation", sa.String(length=200), nullable=False),
    sa.Column("key", sa.String(length=100), nullable=False),
    sa.Column("value", sa.Text(), nullable=False),
    sa.Column("source", sa.String(length=16), nullable=False),
    sa.Column("source_id", sa.String(length=200), nullable=False),
    sa.Column("said_at", MOMENT, nullable=False),
    sa.Column("pinned", sa.Boolean(), nullable=False),
    sa.Column("superseded_by", sa.Integer(), nullable=True),
    sa.PrimaryKeyConstraint("n", name="pk_memory_facts"),
    sa.Index("ix_memory_facts_superseded_by", "superseded_by"),
    sa.Index("ix_memory_facts_team_person_conversation_n", "team", "person", "conversation", "n"),
    sa.Index("ix_memory_facts_team_source_id", "team", "source_id"),
)
sa.Table(
    "memory_messages",
    TABLES,
    sa.Column("n", sa.Integer(), nullable=False),
    sa.Column("id", sa.String(length=200), nullable=False),
    sa.Column("team", sa.String(length=64), nullable=False),
    sa.Column("person", sa.String(length=64), nullable=False),
    sa.Column("conversation", sa.String(length=200), nullable=False),
    sa.Column("speaker", sa.String(length=200), nullable=False),
    sa.Column("role", sa.String(length=16), nullable=False),
    sa.Column("text", sa.Text(), nullable=False),
    sa.Column("at", MOMENT, nullable=False),
    sa.Column("dropped", sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint("n", name="pk_memory_messages"),
    sa.UniqueConstraint("id", name="uq_memory_messages_id"),
    sa.Index("ix_memory_messages_team_conversation_n", "team", "conversation", "n"),
    sa.Index("ix_memory_messages_team_person_n", "team", "person", "n"),
)
sa.Table(
    "memory_summaries",
    TABLES,
    sa.Column("team", sa.String(length=64), nullable=False),
    sa.Column("conversation", sa.String(length=200), nullable=False),
    sa.Column("person", sa.String(length=64), nullable=False),
    sa.Column("upto", sa.Integer(), nullable=False),
    sa.Column("state", sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint("team", "conversation", name="pk_memory_summaries"),
    sa.Index("ix_memory_summaries_person", "person"),
)
sa.Table(
    "company_effects",
    TABLES,
    *words("key", "tool", "person", "result"),
    sa.PrimaryKeyConstraint("key"),
)
sa.Table(
    "company_people",
    TABLES,
    sa.Column("id", sa.String(), nullable=False),
    sa.Column("user", sa.String(), nullable=True),
    *words("name", "email", "country", "kind", "manager", "timezone", "recovery"),
    sa.PrimaryKeyConstraint("id"),
    sa.UniqueConstraint("user"),
    sa.Index("ix_company_people_email", "email"),
)
sa.Table(
    "company_accounts",
    TABLES,
    *words("person", "system"),
    sa.Column("position", sa.Integer(), nullable=False),
    *words("login", "state"),
    sa.ForeignKeyConstraint(["person"], ["company_people.id"]),
    sa.PrimaryKeyConstraint("person", "system"),
)
sa.Table(
    "company_factors",
    TABLES,
    *words("id", "person", "kind", "label", "state"),
    sa.ForeignKeyConstraint(["person"], ["company_people.id"]),
    sa.PrimaryKeyConstraint("id"),
    sa.Index("ix_company_factors_person", "person"),
)
sa.Table(
    "company_laptops",
    TABLES,
    *words("person", "asset"),
    sa.Column("reading", sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(["person"], ["company_people.id"]),
    sa.PrimaryKeyConstraint("person", "asset"),
)
sa.Table(
    "company_leave_balances",
    TABLES,
    *words("person", "kind"),
    sa.Column("entitled", sa.Double(), nullable=False),
    sa.Column("taken", sa.Double(), nullable=False),
    sa.Column("booked", sa.Double(), nullable=False),
    sa.ForeignKeyConstraint(["person"], ["company_people.id"]),
    sa.PrimaryKeyConstraint("person", "kind"),
)
sa.Table(
    "company_leave_requests",
    TABLES,
    sa.Column("id", sa.Integer(), nullable=False),
    *words("person", "kind"),
    sa.Column("first", sa.Date(), nullable=False),
    sa.Column("last", sa.Date(), nullable=False),
    sa.Column("days", sa.Double(), nullable=False),
    sa.ForeignKeyConstraint(["person"], ["company_people.id"]),
    sa.PrimaryKeyConstraint("id"),
    sa.Index("ix_company_leave_requests_person", "person"),
)


def upgrade() -> None:
    """Make them all."""
    TABLES.create_all(op.get_bind(), checkfirst=False)
