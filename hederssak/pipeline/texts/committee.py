"""What the buying committee says: stance and influence, and what is missing in it, in words."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from hederssak.rules.committee import Gap, Influence, Stance
from hederssak.rules.findings import Finding

NAMED = 3
"""How many people a sentence names before it says how many more there are."""


def refusal(code: str) -> str:
    """Return the sentence of a refusal's code: what is the matter and what to do."""
    return {
        "through_themselves": _("Choose somebody else: nobody takes us to themselves."),
        "too_many_steps": _("Nine steps are the most. Which two of them are one?"),
        "nameless_step": _("Write what is decided in the step."),
    }[code]


def stance(code: str) -> str:
    """Return where somebody stands."""
    return {
        Stance.FOR: pgettext("stance", "For it"),
        Stance.NEUTRAL: pgettext("stance", "Undecided"),
        Stance.AGAINST: pgettext("stance", "Against it"),
        Stance.UNKNOWN: pgettext("stance", "Stance not known"),
    }[Stance(code)]


def influence(code: str) -> str:
    """Return how much somebody's word weighs."""
    return {
        Influence.HIGH: pgettext("influence", "Weighs much"),
        Influence.SOME: pgettext("influence", "Weighs some"),
        Influence.LOW: pgettext("influence", "Weighs little"),
        Influence.UNKNOWN: pgettext("influence", "Weight not known"),
    }[Influence(code)]


def usual_steps() -> list[str]:
    """Return the steps in which most companies decide, to begin with."""
    return [_("The need"), _("The choice"), _("The money")]


def gap(finding: Finding) -> str:
    """Return what is missing in a committee, as a sentence."""
    code, figures = Gap(finding.code), finding.figures
    names = _list(figures.get("names"))
    words = {"people": _people(names), "step": figures.get("name", ""), "days": figures.get("days", "")}
    return _sentence(code, len(names)) % words


def todo(code: str) -> str:
    """Return what to do about it, in a few words."""
    return {
        Gap.NOBODY: _("Name the one you know, and ask them who else has a say."),
        Gap.NO_STEPS: _("Ask the buyer: what is decided first, and what then?"),
        Gap.STEP_EMPTY: _("Ask whoever you know best who it is."),
        Gap.STEP_UNDECIDED: _("Ask who has the last word there."),
        Gap.STANCE_UNKNOWN: _("Ask what they would lose and win by it."),
        Gap.NO_WAY: _("Who can take us there? If nobody is sought, say why."),
        Gap.DECIDER_NOT_MET: _("Ask a mobilizer to come along to the meeting."),
        Gap.SINGLE_THREADED: _("If that one falls ill or leaves, so does the deal. Book one more."),
        Gap.ONLY_TALKERS: _("Ask them who usually gets such things through."),
        Gap.NO_MOBILIZER: _("Who questions the most and then acts? That is often the one."),
        Gap.BLOCKER_ALONE: _("Meet them before the others decide, or write why not."),
    }[Gap(code)]


def _sentence(code: Gap, count: int) -> str:
    plain = {
        Gap.NOBODY: _("Nobody at the buyer is named in this decision yet."),
        Gap.NO_STEPS: _("Nobody has said in which steps they decide."),
        Gap.STEP_EMPTY: _("Nobody is named in the step “%(step)s”."),
        Gap.STEP_UNDECIDED: _("Nobody has said who decides in the step “%(step)s”."),
        Gap.SINGLE_THREADED: _("Of all of them we have met only %(people)s in the last %(days)s working days."),
        Gap.NO_MOBILIZER: _("Nobody here is known to get decisions made."),
        Gap.ONLY_TALKERS: _("Everybody here talks, nobody gets decisions made."),
    }
    if code in plain:
        return plain[code]
    return {
        Gap.STANCE_UNKNOWN: ngettext(
            "We do not know where %(people)s stands.", "We do not know where %(people)s stand.", count
        ),
        Gap.NO_WAY: ngettext(
            "We have no way to reach %(people)s.", "We have no way to reach %(people)s, one by one.", count
        ),
        Gap.DECIDER_NOT_MET: ngettext(
            "%(people)s decides, and we have not met.", "%(people)s decide, and we have met none of them.", count
        ),
        Gap.BLOCKER_ALONE: ngettext(
            "%(people)s stands in the way, and we have not met.",
            "%(people)s stand in the way, and we have met none of them.",
            count,
        ),
    }[code]


def _list(names: object) -> list[str]:
    return [str(name) for name in names] if isinstance(names, Sequence) and not isinstance(names, str) else []


def _people(names: Sequence[str]) -> str:
    """Return names as they are said one after the other; of many, the first and how many more."""
    if not names:
        return ""
    if len(names) > NAMED:
        more = len(names) - NAMED + 1
        said = ngettext("%(count)s more", "%(count)s more", more) % {"count": more}
        return _("%(some)s and %(last)s") % {"some": ", ".join(names[: NAMED - 1]), "last": said}
    if len(names) == 1:
        return names[0]
    return _("%(some)s and %(last)s") % {"some": ", ".join(names[:-1]), "last": names[-1]}
