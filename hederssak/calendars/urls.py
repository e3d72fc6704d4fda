from django.urls import URLPattern, path

from hederssak.calendars import views

app_name = "calendars"
urlpatterns: list[URLPattern] = [
    path("", views.index, name="index"),
    path("address/", views.address, name="address"),
    path("server/", views.server, name="server"),
    path("server/choose/", views.choose, name="choose"),
    path("feed/renew/", views.renew, name="renew"),
    path("feed/<str:key>.ics", views.feed, name="feed"),
    path("questions/<uuid:pk>/", views.answer, name="answer"),
    path("<uuid:pk>/disconnect/", views.disconnect_one, name="disconnect"),
    path("<uuid:pk>/read/", views.read_now, name="read_now"),
]
