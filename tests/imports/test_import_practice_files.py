"""Four files of a practice company, as they are found: blanks, misspellings, a zero that means nothing."""

from __future__ import annotations

import os
from decimal import Decimal
from pathlib import Path

import pytest

from hederssak.crm.models import Account, CustomField, Product
from hederssak.history.models import Change, Snapshot
from hederssak.imports.models import RowOutcome, SourceRecord
from hederssak.org.models import Member, Role, Team
from hederssak.pipeline.models import Opportunity, Stage, StageKind, State
from tests.cast import NOW, Cast
from tests.imports.giving import FILES, figures, give, try_out

PRACTICE = {path.name: path.read_bytes() for path in sorted((FILES / "practice").iterdir())}
KEPT = (Member, Team, Account, Product, Stage, Opportunity, SourceRecord, Change, Snapshot)


def test_each_file_is_recognized_and_all_run_in_the_order_of_their_links(cast: Cast) -> None:
    runs = give(cast.nordvik, PRACTICE)
    assert [run.kind for run in runs] == ["owner", "account", "product", "opportunity"]
    assert [figures(run) for run in runs] == [(3, 0, 0, 0), (3, 0, 0, 0), (2, 0, 0, 0), (5, 0, 0, 0)]


def test_owners_become_members_without_sign_in_under_their_manager(cast: Cast) -> None:
    give(cast.nordvik, PRACTICE)
    ilse = Member.objects.get(organization=cast.nordvik, name="Ilse Ramberg")
    assert ilse.user is None
    assert ilse.team is not None
    assert ilse.team.name == "North (Tord Hallin)"
    assert ilse.team.manager is not None
    assert (ilse.team.manager.name, ilse.team.manager.role) == ("Tord Hallin", Role.MANAGER)


def test_deals_point_at_the_owners_companies_and_products_of_the_other_files(cast: Cast) -> None:
    give(cast.nordvik, PRACTICE)
    deal = Opportunity.objects.get(organization=cast.nordvik, product__name="NX Pro", account__name="Kuusela Paja Oy")
    assert deal.owner is not None
    assert deal.owner.name == "Juho Salmela"
    assert deal.team == deal.owner.team
    assert Product.objects.filter(organization=cast.nordvik).count() == 2, "NXPro is NX Pro"
    assert Account.objects.filter(organization=cast.nordvik).count() == 3


def test_a_lost_deals_zero_is_unknown_and_not_zero(cast: Cast) -> None:
    give(cast.nordvik, PRACTICE)
    lost = Opportunity.objects.get(organization=cast.nordvik, state=State.LOST)
    assert (lost.amount, lost.margin) == (None, None)
    assert str(lost.closed_on) == "2026-10-11"


def test_a_won_deal_has_its_amount_and_an_assumed_margin(cast: Cast) -> None:
    give(cast.nordvik, PRACTICE)
    won = Opportunity.objects.get(organization=cast.nordvik, state=State.WON)
    assert (won.amount, won.margin, won.margin_assumed) == (Decimal(1054), Decimal("316.2"), True)
    assert (str(won.opened_on), str(won.closed_on), won.close_date) == ("2026-08-20", "2026-10-01", None)


def test_what_an_open_deal_does_not_say_stays_unsaid(cast: Cast) -> None:
    give(cast.nordvik, PRACTICE)
    blank = Opportunity.objects.get(organization=cast.nordvik, stage__name="Prospecting")
    assert (blank.account, blank.amount, blank.margin, blank.close_date) == (None, None, None, None)
    assert blank.opened_on == NOW.date(), "the first day that anything is known of it"


def test_stages_are_made_in_a_likely_order_and_won_and_lost_end(cast: Cast) -> None:
    give(cast.nordvik, PRACTICE)
    stages = Stage.objects.filter(organization=cast.nordvik).order_by("position").values_list("name", "kind")
    assert list(stages) == [
        ("Prospecting", StageKind.OPEN),
        ("Engaging", StageKind.OPEN),
        ("Won", StageKind.WON),
        ("Lost", StageKind.LOST),
    ]


def test_columns_that_no_field_holds_are_kept(cast: Cast) -> None:
    give(cast.nordvik, PRACTICE)
    kuusela = Account.objects.get(organization=cast.nordvik, name="Kuusela Paja Oy")
    assert kuusela.custom == {"year_established": "1989", "subsidiary_of": "Brunnsby Verkstad AB"}
    labels = CustomField.objects.filter(organization=cast.nordvik, kind="account").values_list("key", "label")
    assert dict(labels)["subsidiary_of"] == "subsidiary_of"
    assert (kuusela.industry, kuusela.employees, kuusela.country) == ("technolgy", 61, "Finland")


def test_making_is_one_row_of_history_known_now_and_stood_at_the_export(cast: Cast) -> None:
    run = give(cast.nordvik, PRACTICE)[-1]
    changes = Change.objects.filter(source_id=run.pk, kind="opportunity")
    assert changes.count() == 5
    assert {(change.field, change.after_at, change.before_at) for change in changes} == {("", None, NOW)}


def test_the_open_pipeline_is_pictured_after_the_import(cast: Cast) -> None:
    run = give(cast.nordvik, PRACTICE)[-1]
    assert sum(Snapshot.objects.filter(source_id=run.pk).values_list("rows", flat=True)) == 3


def test_the_same_files_again_change_nothing(cast: Cast) -> None:
    give(cast.nordvik, PRACTICE)
    before = {model: model.objects.count() for model in KEPT if model is not Snapshot}
    runs = give(cast.nordvik, PRACTICE)
    assert [figures(run) for run in runs] == [(0, 0, 3, 0), (0, 0, 3, 0), (0, 0, 2, 0), (0, 0, 5, 0)]
    assert {model: model.objects.count() for model in before} == before


def test_the_dry_run_says_the_same_and_writes_nothing(cast: Cast) -> None:
    before = {model: model.objects.count() for model in KEPT}
    runs = try_out(cast.nordvik, PRACTICE)
    assert [figures(run) for run in runs] == [(3, 0, 0, 0), (3, 0, 0, 0), (2, 0, 0, 0), (5, 0, 0, 0)]
    assert {model: model.objects.count() for model in KEPT} == before
    assert sum(RowOutcome.objects.filter(run__in=runs).values_list("rows", flat=True)) == 13


def test_another_organization_sees_nothing_of_it(cast: Cast) -> None:
    give(cast.nordvik, PRACTICE)
    assert not Opportunity.objects.filter(organization=cast.elsewhere).exists()


SHARED = Path(os.environ.get("HEDERSSAK_SHARED_DATA", Path(__file__).parents[3] / "shared" / "data")) / "maven_crm"


@pytest.mark.skipif(
    not SHARED.is_dir() and os.environ.get("CI") != "true", reason=f"the practice company is not at {SHARED}"
)
@pytest.mark.slow
def test_the_whole_practice_company_comes_in(cast: Cast) -> None:
    runs = give(cast.nordvik, {path.name: path.read_bytes() for path in sorted(SHARED.glob("*.csv"))})
    assert [figures(run) for run in runs] == [(35, 0, 0, 0), (85, 0, 0, 0), (7, 0, 0, 0), (8800, 0, 0, 0)]
    deals = Opportunity.objects.filter(organization=cast.nordvik)
    assert deals.filter(state=State.OPEN).count() == 2089
    assert not deals.filter(state=State.OPEN).exclude(amount=None, close_date=None).exists()
    assert deals.filter(account=None).count() == 1425
    assert not deals.filter(state=State.LOST).exclude(amount=None).exists()
    assert Product.objects.filter(organization=cast.nordvik).count() == 7
    assert Account.objects.filter(organization=cast.nordvik).count() == 85
