from django.urls import URLPattern, path

from hederssak.forecast.views import deals, outlook, past

app_name = "forecast"
urlpatterns: list[URLPattern] = [
    path("", outlook.index, name="index"),
    path("deals/", deals.index, name="deals"),
    path("deals/<uuid:pk>/", deals.one, name="deal"),
    path("deals/<uuid:pk>/calls/", deals.call, name="calls"),
    path("past/", past.index, name="past"),
]
