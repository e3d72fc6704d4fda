"""What can be asked about customer meetings."""

from hederssak.meetings.queries.checks import checks_of, checks_of_all, facts_of, waiting_for_checks
from hederssak.meetings.queries.listing import coming, share_if_nobody_counted, untold

__all__ = [
    "checks_of",
    "checks_of_all",
    "coming",
    "facts_of",
    "share_if_nobody_counted",
    "untold",
    "waiting_for_checks",
]
