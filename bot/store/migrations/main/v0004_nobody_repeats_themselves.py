"""What nobody should have to say twice: memory, packets, hours and claims of desks, the relay as a mirror."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

MOMENT = sa.DateTime(timezone=True)


def words(*names: str, key: bool = False) -> list[sa.Column[str]]:
    """Columns of text that every row has."""
    return [sa.Column(name, sa.String(), primary_key=key, nullable=False) for name in names]


def ticket(name: str, *, key: bool = False, index: bool = False) -> sa.Column[int]:
    """A column that names a ticket."""
    place = sa.ForeignKey("tickets.number")
    return sa.Column(name, sa.Integer(), place, primary_key=key, index=index, nullable=False)


def moment(name: str) -> sa.Column[object]:
    """A point in time that every row has."""
    return sa.Column(name, MOMENT, nullable=False)


def upgrade() -> None:
    """Only what is new; what stands there stays as it is."""
    clocks_of_tickets()
    absences()
    pulses()
    tickets_together()
    desks_together()
    relay_as_a_mirror()
    audit_chain()
    packets_measured()
    company_facts()


def tickets_together() -> None:
    """Duplicates, incidents, likenesses; who had a ticket when, who watches it, until when it sleeps."""
    op.create_table(
        "ticket_links",
        ticket("ticket", key=True),
        ticket("lead", index=True),
        *words("kind", "by"),
        moment("at"),
    )
    op.create_table(
        "incidents",
        ticket("lead", key=True),
        *words("team", "desk", "opened_by"),
        sa.Column("title", sa.Text(), nullable=False),
        moment("opened_at"),
        sa.Column("solved_at", MOMENT),
        sa.Index("incidents_open", "team", "desk", "solved_at"),
    )
    op.create_table(
        "likenesses",
        ticket("ticket", key=True),
        ticket("other", key=True),
        sa.Column("score", sa.Double(), nullable=False),
    )
    op.create_table(
        "handoffs",
        sa.Column("id", sa.Integer(), primary_key=True),
        ticket("ticket", index=True),
        moment("at"),
        *words("giver", "taker", "by"),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("packet", sa.String()),
    )
    op.create_table("watchers", ticket("ticket", key=True), *words("user", key=True), moment("at"))
    op.add_column("tickets", sa.Column("snoozed_until", MOMENT))


def desks_together() -> None:
    """What a desk's people share: saved replies; and which part of the queue each looks at."""
    op.create_table(
        "macros",
        *words("team", "desk", "name", key=True),
        sa.Column("text", sa.Text(), nullable=False),
        *words("author"),
        moment("at"),
    )
    op.create_table(
        "queue_views",
        *words("team", "user", key=True),
        *words("desk", "part"),
        sa.Column("page", sa.Integer(), nullable=False),
    )


def clocks_of_tickets() -> None:
    """How grave a ticket is, whom it was given to, and the clocks by which the desk is measured."""
    op.add_column("tickets", sa.Column("severity", sa.String(), nullable=False, server_default="normal"))
    op.add_column("tickets", sa.Column("assigned_group", sa.String(), nullable=False, server_default=""))
    for name in ("clock_from", "responded_at", "heard_at", "paused_at", "held_until"):
        op.add_column("tickets", sa.Column(name, MOMENT))
    op.add_column("tickets", sa.Column("paused_seconds", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("tickets", sa.Column("held_because", sa.Text(), nullable=False, server_default=""))


def absences() -> None:
    """Who of the staff is away, until when, and who covers."""
    op.create_table(
        "absences",
        *words("team", "user", key=True),
        moment("until"),
        *words("backup"),
        moment("since"),
    )


def relay_as_a_mirror() -> None:
    """Who writes to the employee beside the assignee; reactions; what a post of the outbox mirrors."""
    op.create_table(
        "ticket_joins", ticket("ticket", key=True), *words("user", "beside", key=True), moment("at")
    )
    op.create_table(
        "reactions",
        *words("channel", "ts", "name", "user", key=True),
        sa.Column("crosses", sa.Boolean()),
        moment("at"),
    )
    op.add_column("outbox", sa.Column("mirror", sa.Text()))
    op.add_column("outbox", sa.Column("upload", sa.String()))
    op.add_column("outbox", sa.Column("taken_back", sa.Boolean(), nullable=False, server_default=sa.false()))


def audit_chain() -> None:
    """What binds the rows of the audit to each other, where that ends, and the keys it was bound with."""
    op.create_table(
        "audit_links",
        sa.Column("id", sa.Integer(), primary_key=True),
        *words("team", "own", "mac"),
        sa.Column("key", sa.String(), nullable=False, index=True),
        sa.Column("n", sa.Integer()),
        sa.Index("audit_links_in_order", "team", "n", unique=True),
    )
    op.create_table(
        "audit_heads",
        *words("team", key=True),
        sa.Column("count", sa.Integer(), nullable=False),
        *words("mac", "seal"),
    )
    op.create_table("audit_keys", *words("name", key=True), sa.Column("key", sa.Text(), nullable=False))


def pulses() -> None:
    """How the people of a desk say their weeks were."""
    op.create_table(
        "pulses",
        *words("team", "desk", key=True),
        sa.Column("week", sa.Date(), primary_key=True, nullable=False),
        *words("user", key=True),
        sa.Column("score", sa.Integer(), nullable=False),
        moment("at"),
    )


def packets_measured() -> None:
    """What staff say of packets, and what they asked though it stood there."""
    op.create_table(
        "packet_ratings",
        ticket("ticket", key=True),
        *words("user", key=True),
        sa.Column("useful", sa.Boolean()),
        *words("lacked"),
        moment("at"),
    )
    op.create_table(
        "staff_questions",
        *words("source", key=True),
        ticket("ticket", index=True),
        *words("user"),
        sa.Column("answered_by", sa.Text(), nullable=False),
        moment("at"),
    )


def company_facts() -> None:
    """What admins and managers state about the company, every version."""
    op.create_table(
        "memory_company",
        sa.Column("n", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("team", sa.String(64), nullable=False),
        sa.Column("key", sa.String(100), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        moment("at"),
        sa.PrimaryKeyConstraint("n", name="pk_memory_company"),
        sa.Index("ix_memory_company_team_key_n", "team", "key", "n"),
    )
