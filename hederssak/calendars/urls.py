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
    path("hooks/google/", views.google_hook, name="google_hook"),
    path("hooks/microsoft/", views.microsoft_hook, name="microsoft_hook"),
    path("questions/<uuid:pk>/", views.answer, name="answer"),
    path("<slug:service>/sign-in/", views.sign_in, name="sign_in"),
    path("<slug:service>/back/", views.back, name="back"),
    path("<uuid:pk>/disconnect/", views.disconnect_one, name="disconnect"),
    path("<uuid:pk>/read/", views.read_now, name="read_now"),
]
