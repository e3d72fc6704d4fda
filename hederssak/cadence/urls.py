from django.urls import URLPattern, path

from hederssak.cadence import views

app_name = "cadence"
urlpatterns: list[URLPattern] = [
    path("teams/<uuid:pk>/", views.index, name="index"),
    path("teams/<uuid:pk>/weekly/", views.rhythm, name="weekly"),
    path("teams/<uuid:pk>/<slug:kind>/", views.rhythm, name="rhythm"),
    path("teams/<uuid:pk>/<slug:kind>/plan/", views.plan, name="plan"),
    path("teams/<uuid:pk>/<slug:kind>/end/", views.end, name="end"),
]
