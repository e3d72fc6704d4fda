"""The addresses of the provider in `identity_provider.py`."""

from django.urls import include, path

urlpatterns = [path("", include("allauth.idp.urls")), path("accounts/", include("allauth.urls"))]
