"""The JSON API: one file per resource; each parses, makes one call and serializes."""

from ninja import NinjaAPI

from hederssak.api.v1 import (
    accounts,
    blocks,
    cadence,
    cases,
    committees,
    decision_steps,
    erosion,
    flags,
    forecasts,
    goals,
    goals_board,
    hit_list,
    imports,
    me,
    opportunities,
    packs,
    promises,
    quality,
    quotas,
    ride_alongs,
    sales_meetings,
    useless_meetings,
)
from hederssak.api.v1.auth import AccessKey
from hederssak.api.v1.parsing import PlainTextParser
from hederssak.api.v1.problems import say_problems

api = NinjaAPI(title="Hederssak", version="1", urls_namespace="api", auth=AccessKey(), parser=PlainTextParser())
say_problems(api)
api.add_router("/accounts", accounts.router)
api.add_router("/blocks", blocks.router)
api.add_router("/cadence", cadence.router)
api.add_router("/cases", cases.router)
api.add_router("/erosion", erosion.router)
api.add_router("/flags", flags.router)
api.add_router("/forecasts", forecasts.router)
api.add_router("/goals", goals.router)
api.add_router("/goals/board", goals_board.router)
api.add_router("/hit-list", hit_list.router)
api.add_router("/imports", imports.router)
api.add_router("/me", me.router)
api.add_router("/opportunities", opportunities.router)
api.add_router("/opportunities", committees.router)
api.add_router("/opportunities", decision_steps.router)
api.add_router("/packs", packs.router)
api.add_router("/promises", promises.router)
api.add_router("/quality", quality.router)
api.add_router("/quotas", quotas.router)
api.add_router("/ride-alongs", ride_alongs.router)
api.add_router("/sales-meetings", sales_meetings.router)
api.add_router("/useless-meetings", useless_meetings.router)
