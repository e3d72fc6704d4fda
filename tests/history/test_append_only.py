"""History is added to and never altered, whatever the engine."""

import pytest
from django.db import DatabaseError, transaction

from hederssak.history.actions import Altered, Made, Source, erase_person, forget_made, record_changed, record_made
from hederssak.history.models import Change, PrivateText, RecordKind
from tests.cast import NOW, Cast


@pytest.fixture
def written(cast: Cast) -> Cast:
    source = Source.page(by=cast.eva, now=NOW)
    record_made([Made(RecordKind.TEAM, cast.norr, ["name", "country"])], organization_id=cast.nordvik.pk, source=source)
    record_changed(
        [
            Altered(RecordKind.TEAM, cast.norr.pk, "name", "Norr", "Nord"),
            Altered(RecordKind.CONTACT, cast.anna.pk, "phone", "", "070-1"),
        ],
        organization_id=cast.nordvik.pk,
        source=source,
    )
    return cast


def test_a_made_record_is_one_row_with_all_its_fields(written: Cast) -> None:
    made = Change.objects.get(field="")
    assert made.new == {"name": "Norr", "country": "SE"}
    assert (made.by, made.after_at, made.before_at) == (written.eva, NOW, NOW)


def test_the_database_refuses_to_change_a_row(written: Cast) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Change.objects.filter(field="name").update(new="Syd")
    assert Change.objects.get(field="name").new == "Nord"


def test_the_database_refuses_to_delete_a_row(written: Cast) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Change.objects.all().delete()
    assert Change.objects.count() == 3


def test_text_about_a_person_stands_apart_and_can_be_erased(written: Cast) -> None:
    change = Change.objects.get(kind=RecordKind.CONTACT)
    assert (change.old, change.new) == (None, None)
    assert PrivateText.objects.get(change=change).values == {"old": "", "new": "070-1"}
    assert erase_person(organization_id=written.nordvik.pk, record_ids=[written.anna.pk]) == 1
    assert Change.objects.filter(kind=RecordKind.CONTACT).exists()


def test_an_undone_import_leaves_no_trace_of_what_it_made(written: Cast) -> None:
    forget_made(organization_id=written.nordvik.pk, record_ids=[written.norr.pk])
    assert not Change.objects.filter(record_id=written.norr.pk).exists()


def test_the_way_through_closes_behind_the_redaction(written: Cast) -> None:
    erase_person(organization_id=written.nordvik.pk, record_ids=[written.anna.pk])
    with pytest.raises(DatabaseError), transaction.atomic():
        Change.objects.all().delete()
