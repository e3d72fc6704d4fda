"""What the database itself refuses about booking hours."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from hederssak.prospecting.models import Block, BlockKind, BlockState, Debt
from tests.cast import NOW, Cast
from tests.prospecting.blocks import make_block

TUESDAY = dt.date(2026, 11, 24)


def test_nobody_has_two_times_at_one_instant(cast: Cast) -> None:
    make_block(cast.anna, TUESDAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_block(cast.anna, TUESDAY)
    make_block(cast.mikko, TUESDAY)


def test_a_replacement_is_never_swapped(cast: Cast) -> None:
    broken = make_block(cast.anna, TUESDAY, state=BlockState.SWAPPED)
    replacement = make_block(cast.anna, dt.date(2026, 12, 1), kind=BlockKind.REPLACEMENT, replaces=broken)
    with pytest.raises(IntegrityError), transaction.atomic():
        Block.objects.filter(pk=replacement.pk).update(state=BlockState.SWAPPED, settled_at=NOW)


def test_what_is_excused_says_why(cast: Cast) -> None:
    block = make_block(cast.anna, TUESDAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Block.objects.filter(pk=block.pk).update(state=BlockState.EXCUSED, settled_at=NOW)


def test_debt_is_never_above_four(cast: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Debt.objects.create(organization=cast.nordvik, member=cast.anna, owed=3, planned=2, counted_at=NOW)
