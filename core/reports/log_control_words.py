"""What is done with the control list, commitments and subscriptions, as the log says it."""

from core.texts import _

CONTROL_WORDS: dict[str, str] = {
    "commitments_loaded": _("Läste in åtaganden"),
    "commitments_undone": _("Ångrade en inläsning av åtaganden"),
    "control_answered": _("Svarade på månadens kontrollista"),
    "control_settings": _("Ändrade kontrollistans gränser eller punkter"),
    "control_undone": _("Ångrade ett svar på kontrollistan"),
    "report_subscribed": _("Beställde en rapport med mejl"),
    "report_unsubscribed": _("Avslutade en rapport med mejl"),
}
