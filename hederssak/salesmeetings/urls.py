from django.urls import URLPattern, path

from hederssak.salesmeetings import views
from hederssak.salesmeetings.views import cases, here, run, visit

app_name = "salesmeetings"
urlpatterns: list[URLPattern] = [
    path("", views.index, name="index"),
    path("how-they-go/", views.how, name="how_they_go"),
    path("promises/", views.of_team, name="promises"),
    path("promises/<uuid:pk>/", views.settle_one, name="settle_promise"),
    path("promises/<uuid:pk>/smaller/", views.make_one_smaller, name="smaller_promise"),
    path("promises/<uuid:pk>/undo/", views.take_one_back, name="undo_promise"),
    path("teams/<uuid:pk>/chat/", views.chat, name="chat"),
    path("<uuid:pk>/minutes/", views.minutes, name="minutes"),
    path("<uuid:pk>/pulse/", views.pulse, name="pulse"),
    path("<uuid:pk>/promises/", views.of_run, name="promises_of_run"),
    path("<uuid:pk>/promises/wall/", views.on_wall, name="promises_on_wall"),
    path("learned/", views.learned_page, name="learned"),
    path("offers/<uuid:pk>/", cases.offer, name="offer"),
    path("cases/<uuid:pk>/", cases.case, name="case"),
    path("cases/<uuid:pk>/wall/", cases.wall, name="case_wall"),
    path("cases/<uuid:pk>/question/", cases.question, name="case_question"),
    path("cases/<uuid:pk>/insights/", cases.insight, name="case_insights"),
    path("cases/<uuid:pk>/tries/", cases.attempt, name="case_tries"),
    path("cases/<uuid:pk>/told/", cases.tell, name="case_told"),
    path("cases/<uuid:pk>/back/", cases.take_back, name="take_case_back"),
    path("insights/<uuid:pk>/strike/", cases.strike, name="strike_insight"),
    path("<uuid:pk>/cases/<uuid:deal>/", cases.take_up, name="take_case_up"),
    path("<uuid:pk>/", views.pack, name="pack"),
    path("<uuid:pk>/pack.pdf", views.document, name="document"),
    path("<uuid:pk>/begin/", run.begin, name="begin"),
    path("<uuid:pk>/here/", here.here, name="here"),
    path("<uuid:pk>/here/now/", here.here_now, name="here_now"),
    path("<uuid:pk>/people/<uuid:member_id>/", run.mark, name="mark"),
    path("<uuid:pk>/room/", views.room, name="room"),
    path("<uuid:pk>/run/", run.run, name="run"),
    path("runs/<uuid:pk>/notes/", run.notes, name="notes"),
    path("runs/<uuid:pk>/notes/<uuid:note>/strike/", run.strike, name="strike"),
    path("runs/<uuid:pk>/now/", run.run_now, name="run_now"),
    path("runs/<uuid:pk>/step/", run.step, name="step"),
    path("visits/<uuid:pk>/", visit.visit, name="visit"),
    path("visits/<uuid:pk>/begin/", visit.begin_visit, name="begin_visit"),
]
