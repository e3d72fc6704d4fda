from django.urls import URLPattern, path

from hederssak.goals.views import board, own, person, quotas

app_name = "goals"
urlpatterns: list[URLPattern] = [
    path("", board.index, name="index"),
    path("own/", own.set_own, name="own"),
    path("people/<uuid:pk>/", person.person, name="person"),
    path("prompts/<uuid:pk>/answer/", own.prompt, name="prompt"),
    path("quotas/", quotas.index, name="quotas"),
    path("quotas/file/", quotas.file, name="quota_file"),
    path("suggestions/<uuid:pk>/answer/", own.suggestion, name="suggestion"),
]
