"""The process's settings: from RODRET_… in the environment, else from a TOML file, typed and checked."""

from enum import StrEnum
from pathlib import Path
from tomllib import TOMLDecodeError
from typing import Annotated, Self, TypeAlias

from pydantic import BeforeValidator, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from core.errors import SettingsError
from core.texts import _

ROOT = Path(__file__).resolve().parent.parent
SETTINGS_FILE = ROOT / "rodret.toml"


def _split(value: object) -> object:
    """Return the parts of a text with commas, which is how a list is written in the environment."""
    return (
        tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value
    )


Names: TypeAlias = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_split)]


class Mode(StrEnum):
    """How the process runs: demo shows its passwords, production refuses unsafe settings."""

    DEMO = "demo"
    DEVELOPMENT = "development"
    PRODUCTION = "production"


class Settings(BaseSettings):
    """Everything that differs between two installations."""

    model_config = SettingsConfigDict(env_prefix="RODRET_", toml_file=SETTINGS_FILE, extra="forbid")

    mode: Mode = Mode.DEMO
    data_dir: Path = ROOT / "data" / "local"
    database_url: str = ""
    host: str = "127.0.0.1"
    port: int = Field(default=8501, ge=1, le=65535)
    allowed_hosts: Names = ()
    public_url: str = ""
    session_hours: int = Field(default=10, ge=1, le=168)
    trusted_proxies: Names = ()
    smtp_host: str = ""
    smtp_port: int = Field(default=587, ge=1, le=65535)
    smtp_user: str = ""
    smtp_password: SecretStr = SecretStr("")
    smtp_sender: str = ""
    smtp_starttls: bool = True
    kolada_url: str = "https://api.kolada.se/v3"
    kolada_timeout_seconds: float = Field(default=20.0, gt=0, le=300)
    kolada_pause_seconds: float = Field(default=1.0, ge=0, le=60)

    @model_validator(mode="after")
    def _complete_and_check(self) -> Self:
        """Fill in the embedded database and refuse what is unsafe in production."""
        if not self.database_url:
            self.database_url = f"sqlite:///{self.data_dir / 'rodret.db'}"
        problems = self._incomplete() + (self._unsafe() if self.mode is Mode.PRODUCTION else [])
        if problems:
            raise ValueError("\n".join(problems))
        return self

    def _incomplete(self) -> list[str]:
        problems = []
        if self.sends_mail and not self.smtp_sender:
            problems.append(
                _("RODRET_SMTP_SENDER måste vara avsändarens adress när RODRET_SMTP_HOST är satt.")
            )
        if not self.kolada_url.startswith(("https://", "http://")):
            problems.append(_("RODRET_KOLADA_URL måste vara en adress som börjar med https://."))
        return problems

    def _unsafe(self) -> list[str]:
        problems = []
        if not self.public_url.startswith("https://"):
            problems.append(_("RODRET_PUBLIC_URL måste vara adressen med https i driftläge."))
        if self.sends_mail and self.smtp_user and not self.smtp_starttls:
            problems.append(_("RODRET_SMTP_STARTTLS måste vara på i driftläge när lösenord skickas."))
        if not self.allowed_hosts or "*" in self.allowed_hosts:
            problems.append(_("RODRET_ALLOWED_HOSTS måste räkna upp värdnamnen i driftläge."))
        return problems

    @property
    def secure_cookies(self) -> bool:
        """Whether cookies may travel over https only."""
        return self.public_url.startswith("https://")

    @property
    def sends_mail(self) -> bool:
        """Whether mail is sent at all: only when there is a server to send it through."""
        return bool(self.smtp_host)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 the base class names them
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 the base class names them
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Let the environment win over the file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def load_settings() -> Settings:
    """Return the settings of this process; `SettingsError` says in Swedish what is wrong."""
    try:
        return Settings()
    except (ValidationError, TOMLDecodeError) as error:
        lines = _words(error) if isinstance(error, ValidationError) else [f"{SETTINGS_FILE.name}: {error}"]
        raise SettingsError(
            _("Inställningarna går inte att använda:\n{lines}").format(lines="\n".join(lines))
        ) from error


def _words(error: ValidationError) -> list[str]:
    """Return one line for each setting that is wrong; our own words without the library's prefix."""
    return [
        ": ".join(filter(None, (".".join(map(str, e["loc"])), e["msg"].removeprefix("Value error, "))))
        for e in error.errors()
    ]
