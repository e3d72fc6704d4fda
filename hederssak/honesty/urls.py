from django.urls import URLPattern, path

from hederssak.honesty import views

app_name = "honesty"
urlpatterns: list[URLPattern] = [
    path("", views.index, name="index"),
    path("objections/<uuid:pk>/answer/", views.answer, name="answer"),
    path("opportunities/<uuid:pk>/<slug:code>/objection/", views.objection, name="objection"),
]
