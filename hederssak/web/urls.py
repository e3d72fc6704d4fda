from django.urls import URLPattern, path

from hederssak.org.views import preferences
from hederssak.web import views

app_name = "web"
urlpatterns: list[URLPattern] = [
    path("", views.home, name="home"),
    path("health", views.health, name="health"),
    path("language", preferences.language, name="language"),
    path("theme", preferences.theme, name="theme"),
]
