from django.urls import URLPattern, path

from hederssak.salesmeetings import views

app_name = "salesmeetings"
urlpatterns: list[URLPattern] = [
    path("", views.index, name="index"),
    path("promises/", views.of_team, name="promises"),
    path("promises/<uuid:pk>/", views.settle_one, name="settle_promise"),
    path("promises/<uuid:pk>/smaller/", views.make_one_smaller, name="smaller_promise"),
    path("promises/<uuid:pk>/undo/", views.take_one_back, name="undo_promise"),
    path("<uuid:pk>/promises/", views.of_run, name="promises_of_run"),
    path("<uuid:pk>/promises/wall/", views.on_wall, name="promises_on_wall"),
    path("<uuid:pk>/", views.pack, name="pack"),
    path("<uuid:pk>/pack.pdf", views.document, name="document"),
    path("<uuid:pk>/room/", views.room, name="room"),
]
