from django.urls import URLPattern, path

from hederssak.crm.views import accounts, contacts

app_name = "crm"
urlpatterns: list[URLPattern] = [
    path("", accounts.index, name="accounts"),
    path("<uuid:pk>/facts/", accounts.edit, name="account_edit"),
    path("<uuid:account_pk>/contacts/new/", contacts.new, name="contact_new"),
    path("<uuid:account_pk>/contacts/<uuid:pk>/", contacts.edit, name="contact_edit"),
]
