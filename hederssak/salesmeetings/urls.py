from django.urls import URLPattern

app_name = "salesmeetings"
urlpatterns: list[URLPattern] = []
