from django.urls import URLPattern, path

from hederssak.cadence import views

app_name = "cadence"
urlpatterns: list[URLPattern] = [
    path("teams/<uuid:pk>/weekly/", views.weekly, name="weekly"),
]
