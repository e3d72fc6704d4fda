from django.urls import URLPattern, path

from hederssak.crm.views import accounts, contacts, fit, fit_of_account

app_name = "crm"
urlpatterns: list[URLPattern] = [
    path("", accounts.index, name="accounts"),
    path("fit/", fit.index, name="fit"),
    path("fit/propose/", fit.propose, name="fit_propose"),
    path("fit/proposals/<uuid:pk>/", fit.proposal, name="fit_proposal"),
    path("fit/proposals/<uuid:pk>/decision/", fit.decide, name="fit_decide"),
    path("fit/overrides/<uuid:pk>/", fit_of_account.decide, name="fit_override"),
    path("<uuid:pk>/fit/<uuid:key>/", fit_of_account.answer, name="fit_answer"),
    path("<uuid:pk>/fit/ask/", fit_of_account.ask, name="fit_ask"),
    path("<uuid:pk>/facts/", accounts.edit, name="account_edit"),
    path("<uuid:account_pk>/contacts/new/", contacts.new, name="contact_new"),
    path("<uuid:account_pk>/contacts/<uuid:pk>/", contacts.edit, name="contact_edit"),
]
