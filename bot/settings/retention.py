"""`[retention]` of baton.toml: how long words are kept; 0 is for ever."""

from pydantic import BaseModel, ConfigDict, Field


class RetentionSettings(BaseModel):
    """After so many days without anything new a conversation's memory goes, and a ticket's words do.

    `messages_days` is for what was posted to Slack and lies in the outbox, where nobody needs it again.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    memory_days: int = Field(default=0, ge=0)
    tickets_days: int = Field(default=0, ge=0)
    messages_days: int = Field(default=30, ge=0)
