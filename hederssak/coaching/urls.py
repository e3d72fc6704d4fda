from django.urls import URLPattern, path

from hederssak.coaching.views import board, own, plays, rides

app_name = "coaching"
urlpatterns: list[URLPattern] = [
    path("", board.index, name="index"),
    path("focus/", own.focus, name="focus"),
    path("hours/<uuid:pk>/", rides.hour, name="hour"),
    path("meetings/<uuid:pk>/", rides.meeting, name="meeting"),
    path("meetings/<uuid:pk>/not-this-time/", rides.decline, name="decline"),
    path("people/<uuid:pk>/", own.person, name="person"),
    path("plays/", plays.index, name="plays"),
    path("plays/new/", plays.new, name="new_play"),
    path("plays/<uuid:pk>/", plays.play, name="play"),
    path("plays/<uuid:pk>/edit/", plays.edit, name="edit_play"),
    path("plays/<uuid:pk>/retirement/", plays.retire, name="retire_play"),
    path("rides/<uuid:pk>/", rides.ride, name="ride"),
    path("rides/<uuid:pk>/answer/", rides.answer, name="answer"),
    path("rides/<uuid:pk>/calling-off/", rides.call_off, name="call_off"),
    path("teams/<uuid:pk>/pace/", board.pace, name="pace"),
]
