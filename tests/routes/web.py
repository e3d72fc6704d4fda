"""Home, one opportunity, and what is chosen on any page."""

from tests.routes import ALL, EVERYONE, Any_, Open, Route
from tests.routes.pipeline import deal

ROUTES: dict[str, Any_] = {
    "web:health": Open(get=(200,), post=(200,)),
    "web:home": Route(get=EVERYONE),
    "web:language": Open(post=(302, 400)),
    "web:opportunities": Route(get=EVERYONE),
    "web:opportunity": Route(get=ALL, fill=deal),
    "web:search": Route(get=EVERYONE),
    "web:theme": Open(post=(302,)),
}
