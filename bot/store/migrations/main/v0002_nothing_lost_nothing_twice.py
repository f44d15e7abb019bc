"""What replicas need: recorded steps of turns, marks, and locks on what skills change."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Only what is new; what stands there stays as it is."""
    op.create_table(
        "steps",
        sa.Column("inbound", sa.String(), primary_key=True),
        sa.Column("n", sa.Integer(), primary_key=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("failed", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False, index=True),
    )
    op.create_table(
        "marks",
        sa.Column("name", sa.String(), primary_key=True),
        sa.Column("at", MOMENT, nullable=False),
    )
    op.create_table(
        "resource_locks",
        sa.Column("resource", sa.String(), primary_key=True),
        sa.Column("ticket", sa.Integer(), sa.ForeignKey("tickets.number"), nullable=False, index=True),
        sa.Column("taken_at", MOMENT, nullable=False),
    )
    op.create_index("ix_memory_facts_team_person_key_n", "memory_facts", ["team", "person", "key", "n"])
