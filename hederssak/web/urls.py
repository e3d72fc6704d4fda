from django.urls import URLPattern, path

from hederssak.org.views import preferences
from hederssak.web.views import account, home, opportunities, opportunity, search

app_name = "web"
urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("accounts/<uuid:pk>/", account.account, name="account"),
    path("health", home.health, name="health"),
    path("language", preferences.language, name="language"),
    path("opportunities/", opportunities.opportunities, name="opportunities"),
    path("opportunities/<uuid:pk>/", opportunity.opportunity, name="opportunity"),
    path("search", search.find, name="search"),
    path("theme", preferences.theme, name="theme"),
]
