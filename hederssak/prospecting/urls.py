from django.urls import URLPattern

app_name = "prospecting"
urlpatterns: list[URLPattern] = []
