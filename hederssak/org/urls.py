from django.urls import URLPattern, path

from hederssak.org.views import set_up, sign_in

app_name = "org"
urlpatterns: list[URLPattern] = [
    path("demo/<str:who>/", sign_in.demo_sign_in, name="demo_sign_in"),
    path("set-up/", set_up.first_start, name="set_up"),
]
