"""What people teach the coworkers: corrections, lessons, verdicts, drafts of articles; what was looked up."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

MOMENT = sa.DateTime(timezone=True)


def words(*names: str) -> list[sa.Column[str]]:
    """Columns of text that every row has."""
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def sealed(*names: str) -> list[sa.Column[str]]:
    """Columns of encrypted text that every row has."""
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def made_and_decided() -> list[sa.Column[object]]:
    """When it was made, who decided about it, and when."""
    return [
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("decided_at", MOMENT),
    ]


def of_a_ticket() -> sa.Column[int]:
    """One row for a ticket at most."""
    return sa.Column("ticket", sa.Integer(), sa.ForeignKey("tickets.number"), primary_key=True)


def upgrade() -> None:
    """Only what is new; what stands there stays as it is."""
    op.create_table(
        "corrections",
        sa.Column("id", sa.Integer(), primary_key=True),
        *words("team", "coworker", "author", "before", "right", "state"),
        sa.Column("ticket", sa.Integer(), sa.ForeignKey("tickets.number"), nullable=False, index=True),
        *sealed("text", "reason"),
        *(sa.Column(n, sa.Integer(), nullable=False) for n in ("weighed", "right_before", "right_after")),
        *made_and_decided(),
        sa.Index("corrections_by_state", "team", "state"),
    )
    op.create_table(
        "lessons",
        sa.Column("version", sa.Integer(), primary_key=True),
        sa.Column("team", sa.String(), nullable=False, index=True),
        sa.Column("correction", sa.Integer(), sa.ForeignKey("corrections.id"), nullable=False),
        *words("accepted_by", "withdrawn_by"),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("withdrawn_at", MOMENT),
    )
    op.create_table(
        "checks",
        of_a_ticket(),
        *words("team", "desk", "coworker", "why", "verdict", "reviewer"),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("decided_at", MOMENT),
        sa.Index("checks_waiting", "team", "desk", "verdict"),
    )
    op.create_table(
        "drafts",
        of_a_ticket(),
        *words("team", "desk", "audience", "state", "author"),
        *sealed("title", "body"),
        *made_and_decided(),
        sa.Index("drafts_by_state", "team", "desk", "state"),
    )
    op.create_table(
        "consultations",
        of_a_ticket(),
        *words("team", "passage"),
        sa.Column("at", MOMENT, nullable=False),
        sa.Index("consultations_by_time", "team", "at"),
    )
    op.create_index("tickets_by_solution", "tickets", ["team", "requester", "solved_at"])
    op.create_index("tickets_by_opening", "tickets", ["team", "opened_at"])
