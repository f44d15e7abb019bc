"""`[survey]` of baton.toml: who is asked how it was."""

from pydantic import BaseModel, ConfigDict, Field


class SurveySettings(BaseModel):
    """The share of solved tickets whose requester is asked, and for how many days nobody is asked again."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    share: float = Field(default=1, ge=0, le=1)
    pause_days: int = Field(default=0, ge=0)
