"""The only reader of the environment and of baton.toml: one frozen object, checked once, at the start."""

import re
import socket
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    field_validator,
)
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.errors import ConfigurationError
from bot.settings.desks import DEFAULT_DESKS, WEEKLY, DeskSettings
from bot.settings.relay import RelaySettings
from bot.settings.retention import RetentionSettings
from bot.settings.surveys import SurveySettings

__all__ = ["DEFAULT_DESKS", "WEEKLY", "DeskSettings", "RelaySettings", "RetentionSettings", "SurveySettings"]

HOME = Path(".baton")
SLACK_API = "https://slack.com/api/"
REDIS = r"rediss?://([^@/\s]*@)?([\w.-]+|\[[\da-fA-F:.]+\])(:\d{1,5})?(/\d*)?(\?\S*)?|unix://\S+"


class WorkspaceSettings(BaseModel):
    """The company: who may command besides Slack's own admins, and who hears of silence.

    After `silence_minutes` without success an alert goes to `ops_channel` ("" for none) and to managers.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    admins: tuple[str, ...] = ()
    ops_channel: str = ""
    silence_minutes: int = Field(default=15, ge=1)


class StoreSettings(BaseModel):
    """How long it is remembered what came in: Slack, or the look for what was missed, may bring it again."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    inbox_days: int = Field(default=14, ge=4)


class QualitySettings(BaseModel):
    """Which answers of coworkers people look at: a share of all, and those that were soon asked for again."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    sampled: float = Field(default=0.1, ge=0, le=1)
    asked_again_hours: int = Field(default=24, ge=1)


class FolderSettings(BaseModel):
    """More folders to read besides the built-in one."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    folders: tuple[Path, ...] = ()


class KnowledgeSettings(FolderSettings):
    """More folders of articles, and whether the sample handbook answers as well.

    `groups` are names that an article's `audience` may use, and who they are: user ids or e-mail addresses.
    """

    sample: bool = True
    groups: Mapping[str, tuple[str, ...]] = {}


class CompanyFile(BaseModel):
    """What baton.toml may say."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    workspace: WorkspaceSettings = WorkspaceSettings()
    store: StoreSettings = StoreSettings()
    retention: RetentionSettings = RetentionSettings()
    quality: QualitySettings = QualitySettings()
    relay: RelaySettings = RelaySettings()
    survey: SurveySettings = SurveySettings()
    desks: Mapping[str, DeskSettings] = DEFAULT_DESKS
    skills: FolderSettings = FolderSettings()
    coworkers: FolderSettings = FolderSettings()
    knowledge: KnowledgeSettings = KnowledgeSettings()


class Settings(BaseSettings):
    """Everything the environment says; see docs/contract for meanings and defaults."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore", env_ignore_empty=True)

    slack_bot_token: SecretStr | None = None
    slack_app_token: SecretStr | None = None
    slack_signing_secret: SecretStr | None = None
    slack_api_url: str = SLACK_API
    database_url: str = f"sqlite+aiosqlite:///{HOME}/baton.db"
    redis_url: str | None = None
    host: str = "127.0.0.1"
    port: int = Field(default=3000, ge=0, le=65535)
    baton_config: Path | None = None
    baton_instance: str = Field(default_factory=socket.gethostname, min_length=1)
    baton_secret_key: SecretStr | None = None
    baton_embedder: Path | None = None
    company: Annotated[CompanyFile, NoDecode] = CompanyFile()

    @field_validator("slack_api_url")
    @classmethod
    def _ends_with_api(cls, url: str) -> str:
        if not url.endswith("/api/"):
            raise ValueError("must end with /api/")
        return url

    @field_validator("database_url")
    @classmethod
    def _a_store_we_know(cls, url: str) -> str:
        named = re.sub(r"^(postgres|postgresql)://", "postgresql+psycopg://", url)
        if not named.startswith(("sqlite+aiosqlite:///", "postgresql+psycopg://")):
            raise ValueError("must begin with sqlite+aiosqlite:/// or postgresql+psycopg://")
        return named

    @field_validator("redis_url")
    @classmethod
    def _a_redis(cls, url: str | None) -> str | None:
        if url is not None and not re.fullmatch(REDIS, url):
            raise ValueError("must look like redis://127.0.0.1:6379/0 (or rediss://…, or unix:///path)")
        return url

    @property
    def socket_mode(self) -> bool:
        """Whether events come over a WebSocket instead of signed HTTP."""
        return self.slack_app_token is not None

    @property
    def token(self) -> str:
        """The bot token; "" when there is none."""
        return self.slack_bot_token.get_secret_value() if self.slack_bot_token else ""

    @property
    def signing_secret(self) -> str:
        """The signing secret; "" when there is none."""
        return self.slack_signing_secret.get_secret_value() if self.slack_signing_secret else ""

    @property
    def embedded(self) -> bool:
        """Whether the store is a file of our own."""
        return self.database_url.startswith("sqlite")

    @property
    def folder(self) -> Path:
        """Where embedded files live: beside the SQLite database, else `.baton`."""
        path = self.database_url.partition(":///")[2]
        return Path(path).parent if self.embedded and path else HOME

    @property
    def articles(self) -> Path:
        """Where `baton knowledge add` puts articles, and where those made of solved requests lie."""
        return self.folder / "knowledge"


def require_slack(settings: Settings) -> None:
    """Raises ConfigurationError with one sentence when `baton serve` cannot reach Slack with these."""
    if not settings.token:
        raise ConfigurationError(
            "SLACK_BOT_TOKEN is missing; copy the Bot User OAuth Token (xoxb-…) of your Slack app."
        )
    if not settings.socket_mode and not settings.signing_secret:
        raise ConfigurationError(
            "SLACK_SIGNING_SECRET is missing. Set it to take events over HTTP, "
            "or set SLACK_APP_TOKEN (xapp-…) for Socket Mode."
        )


def load() -> Settings:
    """Read the environment and the configuration file.

    Raises ConfigurationError with one sentence that names the variable, or the file and key.
    """
    try:
        settings = Settings()
    except ValidationError as error:
        raise ConfigurationError(_environment_fault(error)) from None
    path = settings.baton_config or Path("baton.toml")
    if not path.exists():
        if settings.baton_config:
            raise ConfigurationError(f"BATON_CONFIG names {path}, but there is no such file.")
        return settings
    return settings.model_copy(update={"company": read_company(path)})


def read_company(path: Path) -> CompanyFile:
    """Read baton.toml; raises ConfigurationError naming the file and the key."""
    try:
        return CompanyFile.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"{path} is not valid TOML: {error}.") from None
    except UnicodeDecodeError:
        raise ConfigurationError(f"{path} is not a UTF-8 text file.") from None
    except OSError as error:
        raise ConfigurationError(f"{path} cannot be read: {error.strerror}.") from None
    except ValidationError as error:
        key, message = _first(error)
        raise ConfigurationError(f"{path}: `{key}`: {message}.") from None


def _environment_fault(error: ValidationError) -> str:
    key, message = _first(error)
    return f"The environment variable {key.upper()} is not usable: {message}."


def _first(error: ValidationError) -> tuple[str, str]:
    fault: Any = error.errors()[0]
    said = "there is no such setting" if fault["type"] == "extra_forbidden" else str(fault["msg"])
    return ".".join(str(part) for part in fault["loc"]), said.removeprefix("Value error, ")
