"""What the pipeline says when it refuses."""

from django.utils.translation import gettext as _


def refusal(code: str) -> str:
    """Return the sentence of a refusal's code: what is the matter and what to do."""
    return {
        "already_ended": _("It has ended already: it is won, lost or let go. Bring it back first."),
        "competitor_missing": _("Write to whom it was lost, or choose another reason."),
        "wake_in_the_past": _("Choose a day after today to wake it up on."),
        "no_evidence": _("Write how we know: who said it, when, or where it is written."),
        "not_let_go": _("It is back already."),
    }[code]
