from hederssak.api.v1.main import api

urlpatterns = api.urls[0]
