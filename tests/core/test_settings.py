import os
from pathlib import Path

import pytest

from core import settings
from core.errors import SettingsError
from core.settings import Mode, Settings, load_settings


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Neither the environment's settings nor the project's file; return the file that is read."""
    for name in [name for name in os.environ if name.startswith("RODRET_")]:
        monkeypatch.delenv(name)
    file = tmp_path / "rodret.toml"
    monkeypatch.setattr(settings, "SETTINGS_FILE", file)
    monkeypatch.setitem(Settings.model_config, "toml_file", file)
    return file


def test_load_settings_without_any_is_the_demo_on_a_file_of_its_own() -> None:
    found = load_settings()

    assert found.mode is Mode.DEMO
    assert found.database_url == f"sqlite:///{settings.ROOT / 'data' / 'local' / 'rodret.db'}"
    assert found.host == "127.0.0.1"
    assert not found.secure_cookies


def test_load_settings_environment_goes_before_the_file(
    bare_environment: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare_environment.write_text('port = 9000\nhost = "192.0.2.1"\n')
    monkeypatch.setenv("RODRET_PORT", "9001")

    found = load_settings()

    assert (found.host, found.port) == ("192.0.2.1", 9001)


def test_load_settings_list_in_the_environment_is_written_with_commas(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("RODRET_ALLOWED_HOSTS", "rodret.example.se, plan.example.se")

    assert load_settings().allowed_hosts == ("rodret.example.se", "plan.example.se")


def test_load_settings_list_in_the_file_is_a_list(bare_environment: Path) -> None:
    bare_environment.write_text('allowed_hosts = ["rodret.example.se"]\n')

    assert load_settings().allowed_hosts == ("rodret.example.se",)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("RODRET_PORT", "0", "port"),
        ("RODRET_PORT", "many", "port"),
        ("RODRET_KOLADA_TIMEOUT_SECONDS", "0", "kolada_timeout_seconds"),
        ("RODRET_MODE", "fast", "mode"),
        ("RODRET_SESSION_HOURS", "169", "session_hours"),
    ],
)
def test_load_settings_wrong_value_is_told_by_its_name(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(SettingsError, match=f"Inställningarna går inte att använda:\n{said}: "):
        load_settings()


def test_load_settings_address_of_kolada_needs_its_scheme(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RODRET_KOLADA_URL", "api.kolada.se")

    with pytest.raises(SettingsError, match="RODRET_KOLADA_URL måste vara en adress som börjar med https://"):
        load_settings()


def test_load_settings_unknown_name_in_the_file_is_refused(bare_environment: Path) -> None:
    bare_environment.write_text("prot = 9000\n")

    with pytest.raises(SettingsError, match="prot: "):
        load_settings()


def test_load_settings_broken_file_is_told(bare_environment: Path) -> None:
    bare_environment.write_text("port = = 9\n")

    with pytest.raises(SettingsError, match=r"rodret\.toml: "):
        load_settings()


def test_load_settings_production_needs_https_and_hosts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RODRET_MODE", "production")

    with pytest.raises(SettingsError) as caught:
        load_settings()

    assert caught.value.message.splitlines()[1:] == [
        "RODRET_PUBLIC_URL måste vara adressen med https i driftläge.",
        "RODRET_ALLOWED_HOSTS måste räkna upp värdnamnen i driftläge.",
    ]


def test_load_settings_production_refuses_every_host(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RODRET_MODE", "production")
    monkeypatch.setenv("RODRET_PUBLIC_URL", "https://rodret.example.se")
    monkeypatch.setenv("RODRET_ALLOWED_HOSTS", "*")

    with pytest.raises(SettingsError, match="RODRET_ALLOWED_HOSTS"):
        load_settings()


def test_load_settings_safe_production_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RODRET_MODE", "production")
    monkeypatch.setenv("RODRET_PUBLIC_URL", "https://rodret.example.se")
    monkeypatch.setenv("RODRET_ALLOWED_HOSTS", "rodret.example.se")
    monkeypatch.setenv("RODRET_DATABASE_URL", "postgresql://rodret@localhost/rodret")

    found = load_settings()

    assert found.secure_cookies
    assert found.database_url == "postgresql://rodret@localhost/rodret"


def test_load_settings_mail_is_off_until_there_is_a_server() -> None:
    assert not load_settings().sends_mail


def test_load_settings_mail_without_a_sender_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RODRET_SMTP_HOST", "mail.example.se")

    with pytest.raises(SettingsError, match="RODRET_SMTP_SENDER"):
        load_settings()


def test_load_settings_password_of_the_mail_server_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RODRET_SMTP_PASSWORD", "hemligt")

    found = load_settings()

    assert found.smtp_password.get_secret_value() == "hemligt"
    assert "hemligt" not in repr(found)


def test_load_settings_production_never_sends_a_password_in_the_clear(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    own = {
        "MODE": "production", "PUBLIC_URL": "https://rodret.example.se",
        "ALLOWED_HOSTS": "rodret.example.se", "SMTP_HOST": "mail.example.se",
        "SMTP_SENDER": "rodret@example.se", "SMTP_USER": "rodret", "SMTP_STARTTLS": "false",
    }  # fmt: skip
    for name, value in own.items():
        monkeypatch.setenv(f"RODRET_{name}", value)

    with pytest.raises(SettingsError, match="RODRET_SMTP_STARTTLS"):
        load_settings()
