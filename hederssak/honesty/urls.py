from django.urls import URLPattern

app_name = "honesty"
urlpatterns: list[URLPattern] = []
