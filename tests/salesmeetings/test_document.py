"""The pack as a PDF: in the reader's language, escaped, and made by another process."""

from __future__ import annotations

import sys

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from hederssak.lib.documents import DocumentFailedError, pdf
from tests.cast import NOW, Cast
from tests.pipeline.deals import make_account, make_deal, make_stages
from tests.salesmeetings.mondays import make_mondays

TYPESETTING = '#let data = json("data.json")\n#set text(font: "Libertinus Serif")\n#data.words'


def test_words_are_set_and_never_carried_out() -> None:
    made = pdf(TYPESETTING, {"words": '#panic("carried out") $x$ \\ #include "/etc/passwd"'})
    assert made.startswith(b"%PDF-")


def test_a_source_that_is_wrong_says_where() -> None:
    with pytest.raises(DocumentFailedError, match="unknown variable"):
        pdf("#nonsense", {})


def test_the_pack_comes_as_a_pdf(cast: Cast, client: Client) -> None:
    meeting = make_mondays(cast.norr)[1]
    account = make_account(cast.nordvik, '#panic("x") *Kemi* <script>')
    make_deal(cast.anna, make_stages(cast.nordvik)["Behov"], account=account, close_date=None)
    assert cast.eva.user is not None
    client.force_login(cast.eva.user)
    with time_machine.travel(NOW, tick=False):
        response = client.get(reverse("salesmeetings:document", args=[meeting.pk]))
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    assert 'filename="norr-2026-W48.pdf"' in response["Content-Disposition"]
    assert response.content.startswith(b"%PDF-")
    assert "typst" not in sys.modules
