from django.urls import URLPattern, path

from hederssak.meetings import views

app_name = "meetings"
urlpatterns: list[URLPattern] = [
    path("", views.index, name="index"),
    path("<uuid:pk>/", views.meeting, name="meeting"),
    path("<uuid:pk>/debrief/", views.debrief, name="debrief"),
    path("<uuid:pk>/invitation/", views.invite, name="invite"),
    path("<uuid:pk>/manager/", views.ask_along, name="ask_along"),
    path("<uuid:pk>/conscience/", views.conscience, name="conscience"),
]
