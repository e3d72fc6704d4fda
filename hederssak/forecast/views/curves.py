"""A forecast drawn: the curve, and the bands of those that are over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _

from hederssak.estimates.curves import density
from hederssak.forecast import texts
from hederssak.forecast.models import Forecast
from hederssak.forecast.queries.reading import chance_of, quantile
from hederssak.lib import charts, formats
from hederssak.lib.charts.pen import Tone


def money_axis(currency: str) -> charts.Axis:
    """Return an axis of money at a glance."""
    return charts.Axis(name=_("Margin"), say=lambda value: formats.short_money(formats.whole(value), currency))


def short(value: float, currency: str) -> str:
    """Return an amount at a glance."""
    return formats.short_money(formats.whole(value), currency)


def held_against(forecast: Forecast, label: str, amount: float, tone: Tone, currency: str) -> charts.Flag:
    """Return a line at an amount with its name, the amount and the chance to reach it in words."""
    said = texts.odds(chance_of(forecast.quantiles, amount))
    return charts.Flag(amount, f"{label} {short(amount, currency)} · {said}", tone)


def curve(
    forecast: Forecast, *, title: str, flags: Sequence[charts.Flag], currency: str, note: str = ""
) -> charts.Drawing:
    """Return the distribution of what will be won, with its middle, its 80 % and what it is held against."""
    low, middle, high = (quantile(forecast.quantiles, level) for level in (0.1, 0.5, 0.9))
    return charts.draw(
        charts.Curve(
            title=title,
            note=note,
            empty=_("All of it is decided."),
            points=density(forecast.quantiles, forecast.won_so_far),
            low=charts.Flag(low, _("8 in 10 end within"), "accent"),
            middle=charts.Flag(middle, _("Middle %(amount)s") % {"amount": short(middle, currency)}, "ink"),
            high=charts.Flag(high, "", "accent"),
            flags=flags,
            x=money_axis(currency),
        )
    )


def clear_curve(forecast: Forecast, *, title: str, currency: str) -> charts.Drawing:
    """Return the curve without the deals set aside, the whole one dashed beside it."""
    low, middle, high = (quantile(forecast.clear, level) for level in (0.1, 0.5, 0.9))
    both = density(forecast.quantiles, forecast.won_so_far)
    return charts.draw(
        charts.Curve(
            title=title,
            empty=_("All of it is decided."),
            points=density(forecast.clear, forecast.won_so_far),
            low=charts.Flag(low, "", "accent"),
            middle=charts.Flag(middle, _("Without them %(amount)s") % {"amount": short(middle, currency)}, "ink"),
            high=charts.Flag(high, "", "accent"),
            others=[charts.Series(_("with them"), both, "dim", dashed=True)],
            x=money_axis(currency),
        )
    )


def bands(rows: Sequence[Forecast], *, title: str, currency: str) -> charts.Drawing:
    """Return past weekly intervals, and what came."""
    done = [row for row in rows if row.came is not None]
    return charts.draw(
        charts.Lines(
            title=title,
            empty=_("No forecast is over yet."),
            bands=[
                charts.Band(
                    _("what we said"),
                    [
                        (row.made_on.toordinal(), quantile(row.quantiles, 0.1), quantile(row.quantiles, 0.9))
                        for row in done
                    ],
                )
            ],
            series=[charts.Series(_("what came"), [(row.made_on.toordinal(), row.came or 0.0) for row in done], "ink")],
            x=charts.Axis(name=_("Said on"), say=lambda day: formats.day(_date(day))),
            y=money_axis(currency),
        )
    )


def _date(ordinal: float) -> dt.date:
    return dt.date.fromordinal(round(ordinal))
