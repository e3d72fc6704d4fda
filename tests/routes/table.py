"""The rooms' tables put together."""

from tests.routes import (
    Any_,
    api,
    calendars,
    crm,
    forecast,
    goals,
    honesty,
    imports,
    meetings,
    org,
    pipeline,
    promises,
    prospecting,
    salesmeetings,
    sign_in,
    web,
)

ROUTES: dict[str, Any_] = {
    **api.ROUTES,
    **calendars.ROUTES,
    **crm.ROUTES,
    **forecast.ROUTES,
    **goals.ROUTES,
    **honesty.ROUTES,
    **imports.ROUTES,
    **meetings.ROUTES,
    **org.ROUTES,
    **pipeline.ROUTES,
    **promises.ROUTES,
    **prospecting.ROUTES,
    **salesmeetings.ROUTES,
    **sign_in.ROUTES,
    **web.ROUTES,
}
