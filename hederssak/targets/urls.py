from django.urls import URLPattern, path

from hederssak.targets.views import (
    account_plans,
    comfort,
    cost,
    cost_meetings,
    cost_norms,
    quality,
    targets,
    what_if,
)

app_name = "targets"
urlpatterns: list[URLPattern] = [
    path("", targets.index, name="index"),
    path("agreed/", targets.agreed, name="agreed"),
    path("comfort/", comfort.index, name="comfort"),
    path("comfort/people/<uuid:pk>/", comfort.person, name="comfort_of"),
    path("companies/<uuid:pk>/plan/", account_plans.agreed, name="account_plan"),
    path("companies/<uuid:pk>/plan/end/", account_plans.ended, name="account_plan_end"),
    path("cost/", cost.index, name="cost"),
    path("cost/meetings/", cost_meetings.meetings, name="cost_meetings"),
    path("cost/people/<uuid:pk>/", cost.person, name="cost_of"),
    path("cost/norms/", cost_norms.norms, name="cost_norms"),
    path("quality/", quality.index, name="quality"),
    path("quality/people/<uuid:pk>/", quality.person, name="quality_of"),
    path("what-if/", what_if.index, name="what_if"),
]
