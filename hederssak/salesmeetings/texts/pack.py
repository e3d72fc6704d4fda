"""The sentences of a pack, said in the reader's language from codes and figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hederssak.lib import formats
from hederssak.pipeline import texts as pipeline_texts
from hederssak.rules.agenda import Item
from hederssak.rules.findings import Finding
from hederssak.rules.honesty.codes import Explanation
from hederssak.rules.pack import Absent
from hederssak.rules.progress import Happening, Progress
from hederssak.rules.theatre import Code as Theatre

Names = Mapping[str, str]


def last_week(result: Mapping[str, str] | None, currency: str) -> str:
    """Return how the goal of the week before went, in margin; empty where there was none."""
    if result is None:
        return ""
    won, goal = Decimal(result["won"]), Decimal(result["amount"])
    said = _("Last week %(won)s of %(goal)s: reached.") if won >= goal else _("Last week %(won)s of %(goal)s.")
    return said % {"won": formats.money(won, currency), "goal": formats.money(goal, currency)}


def not_understood(code: str, detail: str) -> str:
    """Return what to write instead, at the terminal; `detail` is what was given, or the names there are."""
    return {
        "organization": _("Say which organization with --organization. There are: %(detail)s"),
        "team": _("Say which team with --team. There are: %(detail)s"),
        "week": _("%(detail)s is no week: write it as 2026-W47."),
        "as_of": _("%(detail)s is no instant: write it as 2026-11-16 or 2026-11-16T08:30."),
    }[code] % {"detail": detail or "–"}


def not_planned(team: str) -> str:
    """Return that nobody has said when the team meets."""
    return _("%(team)s has no sales meeting that week: this is for Monday at 08:30.") % {"team": team}


def item(code: Item) -> str:
    """Return the name of an item of the agenda."""
    return {
        Item.PROMISES: _("Promises"),
        Item.WINS: _("Wins"),
        Item.MOVED: _("What moved"),
        Item.EXCEPTIONS: _("Exceptions"),
        Item.CASES: _("The week's case"),
        Item.NEXT_WEEK: _("Next week"),
        Item.OTHER: _("Other"),
    }[code]


def absent(code: Absent) -> str:
    """Return what an empty place of the pack will hold."""
    return {
        Absent.NO_PROMISES_YET: _(
            "Here will stand what was promised last time, by whom and until when, and whether it was kept."
        ),
        Absent.NO_GOALS_YET: _("Here will stand each one's own goal for the week, and the one action that carries it."),
        Absent.NO_BLOCKS_YET: _("Here will stand the week's prospecting blocks and whom to call in them."),
        Absent.NO_MEETING_YET: _(
            "Once the team has met, it is said here what was moved in the last day before the meeting."
        ),
    }[code]


def opening(*, progressed: int, won: int, since: dt.date) -> str:
    """Return how the week went, in one sentence: what the buyers did comes before what we did."""
    forward = ngettext("one deal", "%(count)s deals", progressed) % {"count": formats.spelled(progressed)}
    said = {"day": formats.day(since), "deals": forward, "won": formats.spelled(won)}
    if progressed and won:
        return (
            ngettext(
                "Since %(day)s buyers have moved %(deals)s forward, and one was won.",
                "Since %(day)s buyers have moved %(deals)s forward, and %(won)s were won.",
                won,
            )
            % said
        )
    if progressed:
        return _("Since %(day)s buyers have moved %(deals)s forward.") % said
    if won:
        sentence = ngettext("One deal won since %(day)s.", "%(won)s deals won since %(day)s.", won)
        return sentence % {**said, "won": formats.spelled(won).capitalize()}
    return _("No buyer has moved a deal forward since %(day)s.") % said


def worth(pipeline: Mapping[str, Any]) -> str:
    """Return what the open pipeline holds in margin, with and without the deals that are asked about."""
    said = {
        "open": formats.number(pipeline["open"]),
        "all": money(pipeline["all"]["sum"]),
        "clean": money(pipeline["without_flagged"]["sum"]),
        "asked": formats.number(pipeline["flagged"]),
    }
    if not pipeline["open"]:
        return _("There are no open deals.")
    if not pipeline["all"]["cases"]:
        return ""
    if pipeline["open"] == 1:
        return _("One open deal holds %(all)s in margin.") % said
    if not pipeline["flagged"]:
        return _("%(open)s open deals hold %(all)s in margin, and none of them has a question.") % said
    return (
        ngettext(
            "%(open)s open deals hold %(all)s in margin, and %(clean)s without the one that has a question.",
            "%(open)s open deals hold %(all)s in margin, and %(clean)s without the %(asked)s that have a question.",
            pipeline["flagged"],
        )
        % said
    )


def gaps(pipeline: Mapping[str, Any]) -> list[str]:
    """Return what is not known of the open deals, and so is in no sum: unknown is not zero."""
    count, unknown = pipeline["open"], pipeline["all"]["unknown"]
    undated = _count(pipeline["by_code"].get("no_close_date"))
    beside = [
        _("%(sum)s has no exchange rate and stands beside.") % {"sum": money(other)}
        for other in pipeline["all"]["unconverted"]
    ]
    if count and unknown == count == undated:
        return [_open_without_anything(count)]
    return [*_without_value(count, unknown), *_without_date(undated), *_assumed(pipeline["assumed"]), *beside]


def _open_without_anything(count: int) -> str:
    return ngettext(
        "One open deal has neither date nor value: no sum can be said.",
        "%(count)s open deals have neither date nor value: no sum can be said.",
        count,
    ) % {"count": formats.number(count)}


def _without_value(count: int, unknown: int) -> list[str]:
    if not unknown:
        return []
    if unknown == count:
        said = ngettext(
            "One open deal has no value: no sum can be said.",
            "%(count)s open deals have no value: no sum can be said.",
            unknown,
        )
    else:
        said = ngettext(
            "One deal has no value and is in no sum.", "%(count)s deals have no value and are in no sum.", unknown
        )
    return [said % {"count": formats.number(unknown)}]


def _without_date(undated: int) -> list[str]:
    said = ngettext("One deal has no close date.", "%(count)s deals have no close date.", undated)
    return [said % {"count": formats.number(undated)}] if undated else []


def _assumed(count: int) -> list[str]:
    said = ngettext("One margin is assumed from the value.", "%(count)s margins are assumed from the values.", count)
    return [said % {"count": formats.number(count)}] if count else []


def summary(kept: Mapping[str, Any]) -> str:
    """Return what a list says of a pack."""
    return _("Forward %(progressed)s, won %(won)s, let go %(let_go)s") % kept


def questions_of(kept: Mapping[str, Any]) -> str:
    """Return how many of a pack's deals had a question."""
    return _("%(flagged)s of %(open)s had a question") % kept


def step(what: Progress, subject: str, names: Names) -> str:
    """Return what the buyer did; `names` hold the stage, the criterion or the step that it was about."""
    name = names.get(subject, "")
    said = {
        Progress.SIGNED: _("Signed"),
        Progress.VERBAL_YES: _("Said yes"),
        Progress.STAGE_ADVANCED: _("On to %(name)s") if name else _("On to the next stage"),
        Progress.DECISION_MAKER_MET: _("Met who decides"),
        Progress.CRITERION_MET: "%(name)s" if name else _("Met a criterion"),
        Progress.NEXT_STEP_AGREED: _("Agreed with the buyer: %(name)s") if name else _("Agreed on the next step"),
    }[what]
    return said % {"name": name}


def activity(counts: Mapping[str, int]) -> str:
    """Return what we did where the buyer did nothing."""
    said = []
    for code, count in counts.items():
        words = {
            Happening.CALL: ngettext("%(n)s call", "%(n)s calls", count),
            Happening.MAIL: ngettext("%(n)s e-mail", "%(n)s e-mails", count),
            Happening.NOTE: ngettext("%(n)s note", "%(n)s notes", count),
            Happening.FIELD_EDITED: ngettext("%(n)s edit", "%(n)s edits", count),
            Happening.MEETING_HELD: ngettext(
                "%(n)s meeting without who decides", "%(n)s meetings without who decides", count
            ),
            Happening.NEXT_STEP_SET: ngettext("%(n)s step of our own", "%(n)s steps of our own", count),
            Happening.STAGE_REACHED: ngettext(
                "%(n)s stage without its criteria", "%(n)s stages without their criteria", count
            ),
            Happening.PROPOSAL_SENT: ngettext("%(n)s proposal sent", "%(n)s proposals sent", count),
        }.get(Happening(code), "")
        said.append(words % {"n": count})
    return ", ".join(word for word in said if word)


def ended(state: str, reason: str) -> str:
    """Return how a deal ended that was not won."""
    if state == "let_go":
        return pipeline_texts.let_go_reason(reason) if reason else _("Was let go")
    return _("Lost")


def moved_before(days: Sequence[dt.date], count: int) -> str:
    """Return how many were moved in the last day before which meetings, kindly: there may be good reason."""
    said = ngettext(
        "One deal was moved in the last day before the meeting on %(days)s. There may be good reason: "
        "ask what the buyer said.",
        "%(count)s deals were moved in the last day before the meeting on %(days)s. There may be good reason: "
        "ask what the buyer said.",
        count,
    )
    which = _("%(first)s and %(last)s") % {"first": formats.day(days[0]), "last": formats.day(days[-1])}
    return said % {
        "count": formats.spelled(count).capitalize(),
        "days": which if len(days) > 1 else formats.day(days[0]),
    }


def explanation(finding: Finding) -> str:
    """Return why a move before the meeting is no question, where something explains it."""
    why = finding.figures.get("explained_by")
    if why == Explanation.BUYER_EVENT:
        return _("A date at the buyer explains it.")
    if why == Explanation.RHYTHM:
        return _("That is when its owner usually updates.")
    return ""


def difference(finding: Finding, stages: Names) -> str:
    """Return one difference between the pack of the day before and the pack of the start."""
    old, new = finding.figures.get("old"), finding.figures.get("new")
    code = Theatre(finding.code)
    if code is Theatre.STEP_SET and not new:
        return _("The next step was ended")
    if code in {Theatre.PUSHED, Theatre.PULLED, Theatre.DATE_SET, Theatre.STEP_SET}:
        said = {"old": _day(old), "new": _day(new)}
    elif code is Theatre.STAGE_MOVED:
        said = {"old": stages.get(str(old), "?"), "new": stages.get(str(new), "?")}
    else:
        said = {"old": money(_kept(old)), "new": money(_kept(new))}
    return {
        Theatre.PUSHED: _("The close date was pushed from %(old)s to %(new)s"),
        Theatre.PULLED: _("The close date was moved nearer, from %(old)s to %(new)s"),
        Theatre.DATE_SET: _("It got a close date: %(new)s"),
        Theatre.DATE_CLEARED: _("The close date was taken away"),
        Theatre.RAISED: _("The value was raised from %(old)s to %(new)s"),
        Theatre.LOWERED: _("The value was lowered from %(old)s to %(new)s"),
        Theatre.AMOUNT_SET: _("It got a value: %(new)s"),
        Theatre.AMOUNT_CLEARED: _("The value was taken away"),
        Theatre.STAGE_MOVED: _("It was moved from %(old)s to %(new)s"),
        Theatre.STEP_SET: _("The next step was set: %(new)s"),
        Theatre.CAME: _("It came in"),
        Theatre.WENT: _("It went out"),
    }[code] % said


def money(kept: Mapping[str, str] | None) -> str:
    """Return kept money to be taken in at a glance; a dash for the unknown."""
    return "–" if kept is None else formats.short_money(Decimal(kept["amount"]), kept["currency"])


def _day(figure: object) -> str:
    return formats.day(dt.date.fromisoformat(str(figure))) if figure else "–"


def _kept(figure: object) -> Mapping[str, str] | None:
    return figure if isinstance(figure, dict) else None


def _count(part: Mapping[str, Any] | None) -> int:
    return 0 if part is None else int(part["cases"]) + int(part["unknown"])
