"""One include per room, sorted, so that two changes rarely touch one line."""

from django.urls import include, path

from hederssak.api.v1.main import api

urlpatterns = [
    path("", include("hederssak.web.urls")),
    path("accounts/", include("hederssak.crm.urls")),
    path("api/v1/", api.urls),
    path("cadence/", include("hederssak.cadence.urls")),
    path("calendars/", include("hederssak.calendars.urls")),
    path("coaching/", include("hederssak.coaching.urls")),
    path("forecast/", include("hederssak.forecast.urls")),
    path("goals/", include("hederssak.goals.urls")),
    path("honesty/", include("hederssak.honesty.urls")),
    path("imports/", include("hederssak.imports.urls")),
    path("meetings/", include("hederssak.meetings.urls")),
    path("opportunities/", include("hederssak.pipeline.urls")),
    path("organization/", include("hederssak.org.urls")),
    path("prospecting/", include("hederssak.prospecting.urls")),
    path("sales-meetings/", include("hederssak.salesmeetings.urls")),
    path("sign-in/", include("hederssak.org.urls_sign_in")),
    path("targets/", include("hederssak.targets.urls")),
]
