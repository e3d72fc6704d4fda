"""Lists of whom to call, in files: who comes onto whose HIT list, who is refused and why, and taking it back (R5)."""

from __future__ import annotations

import datetime as dt

import pytest

from hederssak.crm.actions import leave_alone
from hederssak.crm.models import Account, Contact, FitVerdict
from hederssak.imports import actions
from hederssak.imports.models import Import, RowOutcome
from hederssak.imports.presets import RecordKind, recognize
from hederssak.prospecting.models import HitEntry
from tests.cast import NOW, Cast
from tests.imports.giving import WEEK, csv, figures, give, refusals, still, try_out
from tests.prospecting.calling import make_account, make_contact, press, put_on_list
from tests.prospecting.test_hit_list import judged_account

pytestmark = pytest.mark.db_both
HEADER = ["Name", "Company", "Phone", "Email", "Caller", "Why now"]
SIRI = ("Siri Lund", "Falu Verkstad", "+46701112233", "siri@falu.example", "Anna Berg", "Bygger ut i vår")
PER = ("Per Ek", "Mora Bruk", "+46701112244", "per@mora.example", "Mikko Aalto", "")


def table(*rows: tuple[str, ...], name: str = "HIT-lista.csv") -> dict[str, str | bytes]:
    return {name: csv(HEADER, *rows)}


def undo(run: Import, now: dt.datetime) -> None:
    actions.start_undo([run])
    actions.undo_batch(run.batch_id, organization=run.organization, clock=still(now))
    run.refresh_from_db()


def test_each_row_comes_onto_the_list_of_who_calls(cast: Cast) -> None:
    (run,) = give(cast.nordvik, table(SIRI, PER))
    assert (run.kind, figures(run)) == ("hit_list", (2, 0, 0, 0))
    found = HitEntry.objects.select_related("contact__account", "member").order_by("contact__name")
    assert [(one.member, one.contact.name, one.added) for one in found] == [
        (cast.mikko, "Per Ek", "file"),
        (cast.anna, "Siri Lund", "file"),
    ]
    siri = found[1]
    assert (siri.note, siri.contact.phone, siri.account) == ("Bygger ut i vår", "+46701112233", siri.contact.account)
    assert siri.account is not None
    assert siri.account.name == "Falu Verkstad"


def test_who_is_known_is_found_and_gets_the_number_that_was_missing(cast: Cast) -> None:
    known = make_contact(make_account(cast.anna, "Falu Verkstad AB"), "Siri Lund", mobile="", email=SIRI[3])
    give(cast.nordvik, table(SIRI))
    entry = HitEntry.objects.get()
    known.refresh_from_db()
    assert (entry.contact_id, known.phone) == (known.pk, "+46701112233")
    assert Contact.objects.count() == 1
    assert Account.objects.count() == 1


def test_without_a_column_it_is_the_list_of_whose_company_it_is(cast: Cast) -> None:
    make_account(cast.mikko, "Falu Verkstad AB")
    header, row = HEADER[:4], SIRI[:4]
    stranger = ("Ann Ny", "Ingens AB", "+46701112255", "ann@ingens.example")
    (run,) = give(cast.nordvik, {"hit-list.csv": csv(header, row, stranger)})
    assert HitEntry.objects.get().member == cast.mikko
    assert refusals(run) == [(3, "", "caller_missing")]


def test_who_asked_to_be_left_alone_is_refused_also_under_a_new_name(cast: Cast) -> None:
    old = make_contact(make_account(cast.anna, "Gamla Bruket"), "S. Lund", email=SIRI[3])
    leave_alone(contact=old, by=cast.anna, now=NOW)
    Contact.objects.filter(pk=old.pk).update(email="")
    (run,) = give(cast.nordvik, table(SIRI))
    assert refusals(run) == [(2, "", "hit_do_not_contact")]
    assert not HitEntry.objects.exists()
    assert Contact.objects.count() == 1


def test_the_same_person_is_never_on_two_lists(cast: Cast) -> None:
    entry = put_on_list(cast.mikko, "Siri Lund", company="Falu Verkstad")
    Contact.objects.filter(pk=entry.contact_id).update(email=SIRI[3])
    twice = ("P. Ek", "Mora Bruk", "+46701112244", "per@mora.example", "Anna Berg", "")
    (run,) = give(cast.nordvik, table(SIRI, PER, twice))
    assert refusals(run) == [(2, "", "hit_with_colleague"), (4, "", "hit_with_colleague")]
    assert HitEntry.objects.filter(member=cast.anna).count() == 0


def test_who_has_left_has_no_number_or_is_out_of_fit_is_refused(cast: Cast) -> None:
    gone = make_contact(make_account(cast.anna, "Falu Verkstad"), "Siri Lund", email=SIRI[3])
    Contact.objects.filter(pk=gone.pk).update(left_on=NOW.date())
    out = make_account(cast.anna, "Mora Bruk")
    about = {"organization": cast.nordvik, "profile": judged_account(cast, "in").fit.profile}
    FitVerdict.objects.create(**about, account=out, verdict="out", least=0, most=1, judged_at=NOW)
    silent = ("Ann Ny", "Nya Bruket", "", "ann@nya.example", "Anna Berg", "")
    unknown = ("Bo Ny", "Nya Bruket", "+46701112266", "bo@nya.example", "Nobody Here", "")
    (run,) = give(cast.nordvik, table(SIRI, PER, silent, unknown))
    assert [code for _, _, code in refusals(run)] == [
        "hit_has_left",
        "hit_out_of_fit",
        "hit_no_number",
        "caller_unknown",
    ]


def test_a_trial_says_the_same_and_writes_nothing(cast: Cast) -> None:
    wrong = ("Bo Ny", "Nya Bruket", "+46701112266", "bo@nya.example", "Nobody Here", "")
    (run,) = try_out(cast.nordvik, table(SIRI, PER, wrong))
    assert figures(run) == (2, 0, 0, 1)
    assert not HitEntry.objects.exists()
    assert not Contact.objects.exists()


def test_who_stands_there_stays_and_who_was_called_is_not_put_back(cast: Cast) -> None:
    give(cast.nordvik, table(SIRI, PER))
    HitEntry.objects.filter(contact__name="Per Ek").update(left_at=NOW, left_why="talked")
    other = (*SIRI[:5], "Ny ledning")
    (run,) = give(cast.nordvik, table(other, (*PER[:5], "Igen")), at=NOW + WEEK)
    assert figures(run) == (0, 0, 2, 0)
    assert HitEntry.objects.filter(left_at=None).count() == 1
    notes = RowOutcome.objects.filter(run=run).values_list("details__notes", flat=True)
    assert [note["code"] for notes_ in notes if notes_ for note in notes_] == ["hit_called_already"]


def test_what_is_missing_from_the_next_list_is_not_gone(cast: Cast) -> None:
    give(cast.nordvik, table(SIRI, PER))
    (run,) = give(cast.nordvik, table(SIRI), at=NOW + WEEK)
    assert run.vanished == 0


def test_undoing_takes_the_places_and_the_new_people_away_but_nobody_who_was_called(cast: Cast) -> None:
    (run,) = give(cast.nordvik, table(SIRI, PER))
    press(HitEntry.objects.select_related("contact", "account", "member__team").get(contact__name="Per Ek"))
    undo(run, NOW + WEEK)
    assert list(HitEntry.objects.values_list("contact__name", flat=True)) == ["Per Ek"]
    assert list(Contact.objects.values_list("name", flat=True)) == ["Per Ek"]
    assert {one["label"] for one in (run.undone or {})["spared"]} >= {"Per Ek"}


def test_undoing_takes_back_the_number_that_the_file_brought(cast: Cast) -> None:
    known = make_contact(make_account(cast.anna, "Falu Verkstad AB"), "Siri Lund", mobile="", email=SIRI[3])
    (run,) = give(cast.nordvik, table(SIRI))
    undo(run, NOW + WEEK)
    known.refresh_from_db()
    assert (known.phone, HitEntry.objects.count()) == ("", 0)


@pytest.mark.parametrize(
    ("name", "header", "caller"),
    [
        ("hit list.csv", ["Name", "Company", "Mobile", "Caller"], "Caller"),
        ("HIT-lista vecka 48.xlsx", ["Kontaktperson", "Företag", "Mobil", "Säljare", "Varför nu"], "Säljare"),
        ("soittolista.csv", ["Nimi", "Yritys", "Puhelin", "Soittaja", "Miksi nyt"], "Soittaja"),
    ],
)
def test_it_is_known_by_its_name_in_three_languages(name: str, header: list[str], caller: str) -> None:
    found = recognize(header, file_name=name)
    assert found.record_kind is RecordKind.HIT_LIST
    assert found.mapping[caller] == "hit_list.caller_name"
    assert set(found.mapping) == set(header)


def test_a_list_of_people_is_no_hit_list_unless_somebody_says_so() -> None:
    header = ["Name", "Company", "Mobile", "Email"]
    assert recognize(header, file_name="people.csv").record_kind is RecordKind.CONTACT
    assert recognize(header, file_name="people.csv", kind=RecordKind.HIT_LIST).record_kind is RecordKind.HIT_LIST
