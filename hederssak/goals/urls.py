from django.urls import URLPattern, path

from hederssak.goals.views import board, own

app_name = "goals"
urlpatterns: list[URLPattern] = [
    path("", board.index, name="index"),
    path("own/", own.set_own, name="own"),
    path("prompts/<uuid:pk>/answer/", own.prompt, name="prompt"),
    path("suggestions/<uuid:pk>/answer/", own.suggestion, name="suggestion"),
]
