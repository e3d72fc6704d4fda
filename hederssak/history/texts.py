"""What history says of itself, in the reader's language."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from hederssak.history.models import Origin

ORIGINS: Mapping[Origin, str] = {
    Origin.PAGE: gettext_noop("here"),
    Origin.API: gettext_noop("through the API"),
    Origin.FILE: gettext_noop("from a file"),
    Origin.UNDO: gettext_noop("by undoing an import"),
    Origin.DEMO: gettext_noop("here"),
    Origin.SYSTEM: gettext_noop("by the system"),
}


def origin(code: Origin) -> str:
    """Return from where a change came."""
    return _(ORIGINS[code])
