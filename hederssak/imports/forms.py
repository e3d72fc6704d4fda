"""Files as they are given, and how they are to be read."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from hederssak.imports.actions import GivenFile
from hederssak.imports.actions.reading import IGNORE
from hederssak.imports.presets import RecordKind
from hederssak.imports.texts import file_problem, labels
from hederssak.org.models import Organization

KEEP = "keep"
ORDERS = [
    ("", _("as the columns show")),
    ("dmy", _("day first: 24/11/2026")),
    ("mdy", _("month first: 11/24/2026")),
    ("ymd", _("year first: 26-11-24")),
]
DECIMALS = [("", _("as the columns show")), (",", _("comma: 12 500,50")), (".", _("point: 12,500.50"))]


class ManyFilesInput(forms.ClearableFileInput):
    """A field for several files at once."""

    allow_multiple_selected = True


class ManyFiles(forms.FileField):
    """Several files, none of them larger than the operator allows."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        """Return the files, or say which one is too large."""
        given = data if isinstance(data, list | tuple) else [data]
        files = [super(ManyFiles, self).clean(one, initial) for one in given if one] or [super().clean(None, initial)]
        for one in files:
            size = -(-one.size // 1_000_000)
            if size > settings.UPLOAD_LIMIT_MB:
                problem = {"code": "too_large", "file": one.name, "size": size, "limit": settings.UPLOAD_LIMIT_MB}
                raise forms.ValidationError(file_problem(problem))
        return files


class FilesForm(forms.Form):
    """Files from a CRM, given together."""

    tables = ManyFiles(
        label=_("Files"),
        help_text=_(
            "CSV or Excel, as many as belong together: deals, companies, contacts, meetings, owners. "
            "You need not say which is which. A list of whom to call has “HIT list” in its name."
        ),
        widget=ManyFilesInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.xlsm,.xls"}),
        allow_empty_file=True,
    )
    exported_at = forms.DateTimeField(
        label=_("When they were exported"),
        required=False,
        help_text=_("Left empty: just now. What differs from the last export changed between the two."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
    )
    full = forms.BooleanField(
        label=_("They hold everything"),
        required=False,
        initial=True,
        help_text=_("Then what is not in them is marked as gone from the CRM. Nothing is deleted here."),
    )

    def __init__(
        self, given: QueryDict | None, files: MultiValueDict[str, UploadedFile[Any]] | None, *, by: Organization
    ) -> None:
        """Read days and hours in the organization's time zone."""
        super().__init__(given, files)
        self.zone = ZoneInfo(by.time_zone)

    def clean_exported_at(self) -> dt.datetime | None:
        """Return the instant, which the form wrote without a zone."""
        said: dt.datetime | None = self.cleaned_data["exported_at"]
        return said.replace(tzinfo=self.zone).astimezone(dt.UTC) if said else None

    def given_files(self) -> list[GivenFile]:
        """Return the files, as the actions take them."""
        at = self.cleaned_data["exported_at"]
        return [GivenFile(name=one.name or "file", stream=one, exported_at=at) for one in self.cleaned_data["tables"]]


class ReadingForm(forms.Form):
    """What the rows of a file are, and how its days and decimals are written."""

    kind = forms.ChoiceField(label=_("The rows are"))
    order = forms.ChoiceField(label=_("Days are written"), choices=ORDERS, required=False)
    decimal = forms.ChoiceField(label=_("Decimals are written"), choices=DECIMALS, required=False)
    currency = forms.RegexField(
        r"^[A-Z]{3}$", label=_("Currency, where the file says none"), required=False, max_length=3
    )
    full = forms.BooleanField(label=_("The file holds everything"), required=False)
    save_as = forms.CharField(
        label=_("Remember this under a name"),
        max_length=120,
        required=False,
        help_text=_("A file with the same columns is then read like this."),
    )

    def __init__(self, given: QueryDict | None, **more: Any) -> None:
        """Offer the kinds in the reader's language."""
        super().__init__(given, **more)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)  # noqa: S101 (for the type checker)
        kind.choices = [("", "–"), *((one.value, labels.kind(one)) for one in RecordKind)]

    def options(self) -> dict[str, Any]:
        """Return what was chosen, as an import keeps it."""
        chosen = {name: self.cleaned_data[name] for name in ("order", "decimal", "currency")}
        return {name: value for name, value in chosen.items() if value} | {"full": self.cleaned_data["full"]}


class AnswerForm(forms.Form):
    """Ours or theirs; for two companies that may be one, which."""

    answer = forms.ChoiceField(choices=[("ours", "ours"), ("theirs", "theirs")])
    choice = forms.UUIDField(required=False)


__all__ = ["IGNORE", "KEEP", "AnswerForm", "FilesForm", "ReadingForm"]
