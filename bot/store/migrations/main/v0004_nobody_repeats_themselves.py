"""What nobody should have to say twice: memory, packets, the desk's hours and claims, the relay as a mirror."""

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Only what is new; what stands there stays as it is."""
