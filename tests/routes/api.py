"""The API: each member for themselves, by key."""

from tests.routes import EVERYONE, Any_, Gone, Open, Route

ROUTES: dict[str, Any_] = {
    "api:api-root": Gone(),
    "api:looks": Route(get=EVERYONE),
    "api:me": Route(get=EVERYONE),
    "api:openapi-json": Open(get=(200,), post=(200,)),
    "api:openapi-view": Open(get=(200,), post=(200,)),
}
