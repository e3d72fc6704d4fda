from django.urls import path

from hederssak.imports import views

app_name = "imports"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.new, name="new"),
    path("questions/", views.questions, name="questions"),
    path("questions/<uuid:pk>/", views.settle, name="settle"),
    path("batches/<uuid:batch_id>/", views.batch, name="batch"),
    path("batches/<uuid:batch_id>/check/", views.check, name="check"),
    path("batches/<uuid:batch_id>/run/", views.run, name="run"),
    path("batches/<uuid:batch_id>/undo/", views.undo, name="undo"),
    path("<uuid:pk>/columns/", views.columns, name="columns"),
    path("<uuid:pk>/drop/", views.drop, name="drop"),
    path("<uuid:pk>/rows/", views.rows, name="rows"),
    path("<uuid:pk>/refused.<str:suffix>", views.refused, name="refused"),
]
