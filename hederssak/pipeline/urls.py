from django.urls import URLPattern, path

from hederssak.pipeline.views import gestures, undoing

app_name = "pipeline"
urlpatterns: list[URLPattern] = [
    *(
        path(f"<uuid:pk>/{noun}/new/", gestures.gesture, {"noun": noun}, name=noun.replace("-", "_"))
        for noun in gestures.GESTURES
    ),
    *(
        path(f"<uuid:pk>/{noun}/undo/", undoing.undo, {"noun": noun}, name=f"undo_{noun.replace('-', '_')}")
        for noun in undoing.UNDOINGS
    ),
    path("<uuid:pk>/next-steps/done/", gestures.finish_step, name="finish_step"),
    path("<uuid:pk>/parkings/end/", gestures.wake, name="wake"),
    path("<uuid:pk>/lettings-go/end/", gestures.take_back, name="take_back"),
]
