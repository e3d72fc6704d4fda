from django.urls import URLPattern, path

from hederssak.org.views import preferences
from hederssak.web.views import account, committee, home, opportunities, opportunity, search

app_name = "web"
urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("accounts/<uuid:pk>/", account.account, name="account"),
    path("health", home.health, name="health"),
    path("language", preferences.language, name="language"),
    path("opportunities/", opportunities.opportunities, name="opportunities"),
    path("opportunities/<uuid:pk>/", opportunity.opportunity, name="opportunity"),
    path("opportunities/<uuid:pk>/committee/", committee.committee, name="committee"),
    path("opportunities/<uuid:pk>/committee/people/", committee.add_person, name="committee_add"),
    path("opportunities/<uuid:pk>/committee/people/<uuid:seat>/", committee.save_person, name="committee_save"),
    *(
        path(
            f"opportunities/<uuid:pk>/committee/people/<uuid:seat>/{way}/",
            committee.move_person,
            {"way": way},
            name=f"committee_{way}",
        )
        for way in committee.PLACES
    ),
    path(
        "opportunities/<uuid:pk>/committee/people/<uuid:seat>/remove/",
        committee.remove_person,
        name="committee_remove",
    ),
    path(
        "opportunities/<uuid:pk>/committee/people/<uuid:seat>/restore/",
        committee.restore_person,
        name="committee_restore",
    ),
    path("opportunities/<uuid:pk>/committee/steps/", committee.add_step, name="committee_step_add"),
    *(
        path(
            f"opportunities/<uuid:pk>/committee/steps/<uuid:step>/{what}/",
            committee.change_step,
            {"what": what},
            name=f"committee_step_{what}",
        )
        for what in ("name", "earlier", "later", "remove", "restore")
    ),
    path("search", search.find, name="search"),
    path("theme", preferences.theme, name="theme"),
]
