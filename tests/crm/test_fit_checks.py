"""`hederssak check` finds a verdict that is not what the profile says."""

from hederssak.crm.checks import fit_follows
from hederssak.crm.models import FitVerdict
from tests.cast import Cast
from tests.crm.fits import in_force, with_facts
from tests.pipeline.deals import make_account


def test_a_verdict_that_does_not_follow_is_found_and_who_waits_is_passed_over(cast: Cast) -> None:
    mill = with_facts(make_account(cast.nordvik, "Ådals Sågverk"), industry="Sågverk", employees=240)
    in_force(cast.vera)
    make_account(cast.nordvik, "Ny AB")
    assert list(fit_follows()) == []
    FitVerdict.objects.filter(account=mill).update(verdict="out")
    assert [str(mill.pk) in problem for problem in fit_follows()] == [True]
