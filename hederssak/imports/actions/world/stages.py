"""The stages that files name, put in a likely order: by their chance, else by what such stages are usually called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from hederssak.history.actions import Made, Source, record_made
from hederssak.history.models import RecordKind
from hederssak.imports.presets import State, state_of
from hederssak.imports.presets.dictionary import fold
from hederssak.lib import bulk
from hederssak.org.models import Organization
from hederssak.pipeline.models import Stage, StageKind

FIELDS = ("pipeline", "name", "position", "kind", "chance", "is_proposal")
KINDS = {State.WON: StageKind.WON, State.LOST: StageKind.LOST}
STEP = 10
NAME = 100
LAST = {StageKind.WON: 1000, StageKind.LOST: 1010}
PROPOSAL = ("proposal", "quote", "offer", "offert", "tarjous", "tilbud", "angebot", "tender", "anbud")
USUAL = (
    ("lead", "new", "ny", "uusi", "suspect", "prospect", "inkommande", "liidi"),
    ("contact", "kontakt", "yhteys", "appointment", "booked", "bokat", "varattu"),
    ("qualif", "kvalif", "valid", "engag"),
    ("need", "behov", "tarve", "discover", "analys", "meeting", "möte", "tapaami"),
    ("demo", "present", "solution", "lösning", "ratkaisu", "value", "perception", "evaluat", "decision maker"),
    PROPOSAL,
    ("negot", "förhandl", "neuvott", "contract", "avtal", "sopimu", "review", "forhandl"),
    ("verbal", "commit", "muntlig", "suullinen", "sign"),
)


@dataclass
class Stages:
    """The stages of one organization, growing while a file names new ones."""

    organization: Organization
    new: list[Stage] = field(default_factory=list)
    by_id: dict[object, Stage] = field(default_factory=dict)
    _by_name: dict[tuple[str, str], Stage] = field(default_factory=dict)
    _texts: dict[tuple[str, str, State | None], Stage] = field(default_factory=dict)

    @classmethod
    def of(cls, organization: Organization) -> Stages:
        """Load them."""
        stages = cls(organization)
        for stage in Stage.objects.filter(organization=organization).order_by("pipeline", "position", "pk"):
            stages._add(stage)
        return stages

    def prepare(self, surveyed: Sequence[Mapping[str, Any]]) -> None:
        """Make the stages that a file names all at once, so that they stand in a likely order."""
        for said in sorted(surveyed, key=_likely_place):
            self.find(said["pipeline"], said["name"], None, chance=said["chance"])

    def find(self, pipeline: str, name: str, state: State | None, *, chance: float | None = None) -> Stage:
        """Return the stage that a row stands in, made where there is none.

        Where the source says won or lost beside a stage of the way there, the pipeline's won or lost stage is meant.
        """
        text = (pipeline, name, state)
        if text not in self._texts:
            called = name[:NAME] or str(KINDS.get(state or State.OPEN, StageKind.OPEN).label)
            self._texts[text] = self._find(pipeline[:NAME], called, state, chance)
        return self._texts[text]

    def _find(self, pipeline: str, name: str, state: State | None, chance: float | None) -> Stage:
        own = state_of(name)
        kind = KINDS.get(state or own or State.OPEN, StageKind.OPEN)
        stage = self._by_name.get((fold(pipeline), fold(name)))
        if stage is None and (own is not None or kind is StageKind.OPEN):
            return self._make(pipeline, name, kind, chance)
        if stage is not None and (state is None or stage.kind == kind):
            return stage
        same = [known for known in self._in(pipeline) if known.kind == kind]
        if same:
            return same[0]
        return stage if stage is not None and kind is StageKind.OPEN else self._make(pipeline, kind.label, kind, None)

    def _make(self, pipeline: str, name: str, kind: StageKind, chance: float | None) -> Stage:
        before = [stage.position for stage in self._in(pipeline) if stage.kind == StageKind.OPEN]
        stage = Stage(
            organization=self.organization,
            pipeline=pipeline,
            name=name if (fold(pipeline), fold(name)) not in self._by_name else f"{name} ({kind.label})",
            kind=kind,
            position=LAST.get(kind) or max(before, default=0) + STEP,
            chance=Decimal(str(round(chance, 3))) if chance is not None and kind is StageKind.OPEN else None,
            is_proposal=any(word in name.lower() for word in PROPOSAL),
        )
        self._add(stage)
        self.new.append(stage)
        return stage

    def write_new(self, *, source: Source) -> None:
        """Insert the new ones with their history."""
        bulk.insert(self.new)
        made = [Made(RecordKind.STAGE, stage, FIELDS) for stage in self.new]
        record_made(made, organization_id=self.organization.pk, source=source)
        self.forget_new()

    def forget_new(self) -> None:
        """Count none as new any more."""
        self.new = []

    def _in(self, pipeline: str) -> list[Stage]:
        return [stage for (known, _), stage in self._by_name.items() if known == fold(pipeline)]

    def _add(self, stage: Stage) -> None:
        self.by_id[stage.pk] = stage
        self._by_name.setdefault((fold(stage.pipeline), fold(stage.name)), stage)


def _likely_place(said: Mapping[str, Any]) -> tuple[str, float, int]:
    name = said["name"].lower()
    usual = next((at for at, words in enumerate(USUAL) if any(word in name for word in words)), len(USUAL) // 2)
    return said["pipeline"], said["chance"] if said["chance"] is not None else -1.0, usual
