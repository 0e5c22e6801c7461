"""Streamlit's own options, as far as they follow from the settings of the process."""

from streamlit import config

from core.settings import Mode, Settings


def apply(settings: Settings) -> None:
    """Set what differs between installations; what never differs stands in `.streamlit/config.toml`."""
    config.set_option("server.allowedHosts", list(settings.allowed_hosts), "rodret")
    config.set_option("server.address", settings.host, "rodret")
    config.set_option("server.port", settings.port, "rodret")
    if settings.mode is Mode.DEVELOPMENT:
        config.set_option("client.showErrorDetails", "full", "rodret")
