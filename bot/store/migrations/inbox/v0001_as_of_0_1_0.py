"""The inbox of version 0.1.0, as it was."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

TABLES = sa.MetaData()
sa.Table(
    "inbox",
    TABLES,
    sa.Column("seq", sa.Integer(), nullable=False),
    sa.Column("id", sa.String(), nullable=False),
    sa.Column("event", sa.String(), nullable=True),
    sa.Column("conversation", sa.String(), nullable=False),
    sa.Column("body", sa.Text(), nullable=False),
    sa.Column("state", sa.String(), nullable=False),
    sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint("seq"),
    sa.UniqueConstraint("event"),
    sa.UniqueConstraint("id"),
    sa.Index("inbox_waiting", "state", "conversation", "seq"),
)


def upgrade() -> None:
    """Make them all."""
    TABLES.create_all(op.get_bind(), checkfirst=False)
