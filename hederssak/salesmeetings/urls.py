from django.urls import URLPattern, path

from hederssak.salesmeetings import views

app_name = "salesmeetings"
urlpatterns: list[URLPattern] = [
    path("", views.index, name="index"),
    path("<uuid:pk>/", views.pack, name="pack"),
    path("<uuid:pk>/pack.pdf", views.document, name="document"),
    path("<uuid:pk>/room/", views.room, name="room"),
]
