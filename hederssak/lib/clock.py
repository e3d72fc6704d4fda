"""The one place where time is read. Views, jobs, commands and the API call it and hand `now` on as an argument."""

import datetime as dt
from zoneinfo import ZoneInfo


def read() -> dt.datetime:
    """Return the present instant, aware, in UTC."""
    return dt.datetime.now(dt.UTC)


def day_in(zone: str, now: dt.datetime) -> dt.date:
    """Return the calendar day of an instant in a named time zone, such as `Europe/Helsinki`."""
    return now.astimezone(ZoneInfo(zone)).date()
