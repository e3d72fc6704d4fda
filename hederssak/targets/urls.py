from django.urls import URLPattern, path

from hederssak.targets.views import targets, what_if

app_name = "targets"
urlpatterns: list[URLPattern] = [
    path("", targets.index, name="index"),
    path("agreed/", targets.agreed, name="agreed"),
    path("what-if/", what_if.index, name="what_if"),
]
