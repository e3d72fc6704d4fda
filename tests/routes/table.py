"""The rooms' tables put together."""

from tests.routes import Any_, api, crm, honesty, imports, org, pipeline, sign_in, web

ROUTES: dict[str, Any_] = {
    **api.ROUTES,
    **crm.ROUTES,
    **honesty.ROUTES,
    **imports.ROUTES,
    **org.ROUTES,
    **pipeline.ROUTES,
    **sign_in.ROUTES,
    **web.ROUTES,
}
