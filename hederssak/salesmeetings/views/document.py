"""The pack on paper."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.http import HttpResponse
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from hederssak.lib import charts
from hederssak.lib.documents import pdf
from hederssak.org.middleware import MemberRequest
from hederssak.salesmeetings.queries import summaries_before
from hederssak.salesmeetings.queries.packs import NOW
from hederssak.salesmeetings.queries.sheet import sheet
from hederssak.salesmeetings.views.pack import told_pack
from hederssak.salesmeetings.views.trend import worth_by_meeting

SOURCE = Path(__file__).parent.parent / "templates" / "salesmeetings" / "pack.typ"
WIDTH = 640


@require_safe
def document(request: MemberRequest, pk: str) -> HttpResponse:
    """Return the pack as a PDF in the reader's language."""
    meeting, shown, told = told_pack(request, pk)
    trend = worth_by_meeting(summaries_before(meeting), shown.short, zone=told.zone)
    pictures = {"trend": str(charts.draw_alone(trend, width=WIDTH))} if trend else {}
    made = pdf(_source(), sheet(told, is_live=shown.which == NOW, trend=trend.title if trend else ""), pictures)
    name = f"{slugify(told.team) or 'pack'}-{told.week}.pdf"
    return HttpResponse(
        made, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'}
    )


@cache
def _source() -> str:
    return SOURCE.read_text(encoding="utf-8")
