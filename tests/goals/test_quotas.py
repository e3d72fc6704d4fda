"""Quotas come from outside: set by the director or an administrator, by hand or from a file, all or nothing."""

import datetime as dt
import io
from collections.abc import Callable
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from hederssak.goals.actions.quota_files import QuotaFileError, import_quotas
from hederssak.goals.actions.quotas import QuotaDraft, set_quotas
from hederssak.goals.models import Quota, Standing
from hederssak.lib.sheets.writing import write_xlsx
from hederssak.org.models import Absence, Member
from hederssak.rules.goals.periods import Unit
from hederssak.rules.goals.quota_cells import CellRefused, Refused, period_in
from hederssak.rules.goals.quotas import Span
from tests.cast import NOW, Cast

SignedIn = Callable[[Member], Client]
TODAY = dt.date(2026, 11, 18)


def xlsx(*rows: tuple[str, ...]) -> io.BytesIO:
    file = io.BytesIO()
    write_xlsx(file, rows)
    file.seek(0)
    return file


def quota(whose: Member, amount: int, span: Span = Span.MONTH) -> QuotaDraft:
    return QuotaDraft(whose=whose, span=span, day=TODAY, amount=Decimal(amount))


@pytest.mark.parametrize("who", ["vera", "ada"])
def test_the_director_and_the_administrator_set_them(cast: Cast, who: str) -> None:
    set_quotas([quota(cast.anna, 150_000)], by=cast.members[who], now=NOW)
    row = Quota.objects.get()
    assert row.amount == 150_000
    assert row.first_day == dt.date(2026, 11, 1)


@pytest.mark.parametrize("who", ["anna", "eva", "maj", "stig"])
def test_nobody_else_does(cast: Cast, who: str) -> None:
    with pytest.raises(PermissionDenied):
        set_quotas([quota(cast.anna, 150_000)], by=cast.members[who], now=NOW)
    assert not Quota.objects.exists()


def test_a_new_one_replaces_the_old_and_zero_takes_it_away(cast: Cast) -> None:
    for amount in (150_000, 160_000):
        set_quotas([quota(cast.anna, amount)], by=cast.vera, now=NOW)
    assert Quota.objects.get().amount == 160_000
    set_quotas([quota(cast.anna, 0)], by=cast.vera, now=NOW)
    assert not Quota.objects.exists()


def test_the_database_wants_one_owner(cast: Cast) -> None:
    plain = {"organization": cast.nordvik, "span": "month", "first_day": TODAY, "amount": 1, "set_at": NOW}
    for whose in ({}, {"member": cast.anna, "team": cast.norr}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Quota.objects.create(**plain, **whose)


def test_a_quarter_is_split_by_the_members_working_days(cast: Cast) -> None:
    Absence.objects.create(
        organization=cast.nordvik,
        member=cast.anna,
        first_day=dt.date(2026, 11, 1),
        last_day=dt.date(2026, 11, 30),
    )
    set_quotas(
        [quota(cast.anna, 600_000, Span.QUARTER), quota(cast.mikko, 600_000, Span.QUARTER)], by=cast.vera, now=NOW
    )
    assert Standing.objects.get(member=cast.anna).quota == 0
    mikko = Standing.objects.get(member=cast.mikko).quota
    assert mikko is not None
    assert 200_000 < mikko < 220_000  # December is quiet from the 24th


def test_a_file_sets_many_at_once(cast: Cast) -> None:
    file = xlsx(
        ("Vem", "Period", "Belopp", "Enhet"),
        ("anna@example.com", "2026-11", "150 000", ""),
        ("Mikko Aalto", "2026-Q4", "450000", "omsättning"),
        ("Norr", "2026", "4000000", "TB"),
    )
    assert import_quotas(file, name="budget.xlsx", by=cast.ada, now=NOW) == 3
    assert set(Quota.objects.values_list("span", "unit")) == {
        ("month", "margin"),
        ("quarter", "revenue"),
        ("year", "margin"),
    }


def test_one_bad_row_and_nothing_is_taken(cast: Cast) -> None:
    file = xlsx(
        ("Kuka", "Jakso", "Summa"),
        ("anna@example.com", "2026-11", "150 000"),
        ("Nobody Known", "2026-11", "1"),
        ("anna@example.com", "november", "1"),
        ("anna@example.com", "2026-12", "many"),
    )
    with pytest.raises(QuotaFileError) as refused:
        import_quotas(file, name="budget.xlsx", by=cast.ada, now=NOW)
    assert [(row.number, row.why) for row in refused.value.rows] == [
        (3, Refused.NOBODY),
        (4, Refused.NO_PERIOD),
        (5, Refused.NO_AMOUNT),
    ]
    assert not Quota.objects.exists()


def test_a_missing_column_is_named(cast: Cast) -> None:
    with pytest.raises(QuotaFileError) as refused:
        import_quotas(xlsx(("Vem", "Belopp"), ("Norr", "1")), name="b.xlsx", by=cast.ada, now=NOW)
    assert (refused.value.code, refused.value.column) == ("no_column", "period")


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("2026", (Span.YEAR, dt.date(2026, 1, 1))),
        ("2026.0", (Span.YEAR, dt.date(2026, 1, 1))),
        ("2026 K3", (Span.QUARTER, dt.date(2026, 7, 1))),
        ("2026-Q4", (Span.QUARTER, dt.date(2026, 10, 1))),
        ("2026-11", (Span.MONTH, dt.date(2026, 11, 1))),
        ("2026-11-01", (Span.MONTH, dt.date(2026, 11, 1))),
    ],
)
def test_a_time_is_read_as_it_is_written(cell: str, found: tuple[Span, dt.date]) -> None:
    assert period_in(cell) == found


def test_a_time_that_is_none_is_refused() -> None:
    with pytest.raises(CellRefused):
        period_in("2026-13")


def test_the_page_takes_one_and_a_file(cast: Cast, signed_in: SignedIn) -> None:
    with time_machine.travel(NOW, tick=False):
        client = signed_in(cast.vera)
        given = {
            "whose": str(cast.anna.pk), "span": "month", "day": "2026-11-18", "unit": Unit.MARGIN.value,
            "amount": "150 000",
        }  # fmt: skip
        page = client.post(reverse("goals:quotas"), given, follow=True).content.decode()
        assert "Anna Berg" in page
        good = xlsx(("Who", "Period", "Amount"), ("Norr", "2026", "4000000")).read()
        said = client.post(reverse("goals:quota_file"), {"file": SimpleUploadedFile("b.xlsx", good)}, follow=True)
        assert "1 försäljningsbudget är satt." in said.content.decode()
        bad = SimpleUploadedFile("b.csv", b"Who;Period;Amount\nRut;2026;1\n")
        refused = client.post(reverse("goals:quota_file"), {"file": bad})
        assert refused.status_code == 422
        assert "ingen här heter ”Rut”" in refused.content.decode()
        nonsense = SimpleUploadedFile("b.xlsx", b"\x00\x01\x02")
        assert client.post(reverse("goals:quota_file"), {"file": nonsense}).status_code == 422
