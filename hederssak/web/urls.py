from django.urls import URLPattern, path

from hederssak.web import views

app_name = "web"
urlpatterns: list[URLPattern] = [
    path("", views.home, name="home"),
    path("health", views.health, name="health"),
]
