from django.urls import URLPattern, path

from hederssak.web.views import home, opportunity

app_name = "web"
urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("health", home.health, name="health"),
    path("opportunities/<uuid:pk>/", opportunity.opportunity, name="opportunity"),
]
