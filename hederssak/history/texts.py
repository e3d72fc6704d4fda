"""What history says of itself, in the reader's language."""

from django.utils.translation import gettext as _

from hederssak.history.models import Origin


def origin(code: Origin) -> str:
    """Return from where a change came."""
    return {
        Origin.PAGE: _("here"),
        Origin.API: _("through the API"),
        Origin.FILE: _("from a file"),
        Origin.UNDO: _("by undoing an import"),
        Origin.DEMO: _("here"),
        Origin.SYSTEM: _("by the system"),
    }[code]
