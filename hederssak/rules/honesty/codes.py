"""The codes of the honest pipeline (R12); `hederssak.honesty.texts` says them in the reader's language."""

from enum import StrEnum


class Code(StrEnum):
    """What a finding about one opportunity says."""

    CLOSE_DATE_PAST = "close_date_past"
    NO_CLOSE_DATE = "no_close_date"
    PUSHED = "pushed"
    MOVED_BEFORE_MEETING = "moved_before_meeting"
    MOVED_AROUND_MEETING = "moved_around_meeting"
    RAISED_BEFORE_MEETING = "raised_before_meeting"
    RAISED_AROUND_MEETING = "raised_around_meeting"
    NO_NEXT_STEP = "no_next_step"
    NEXT_STEP_PAST = "next_step_past"
    NO_BUYER_PROGRESS = "no_buyer_progress"
    UNQUALIFIED = "unqualified"
    DECISION_MAKER_NOT_MET = "decision_maker_not_met"
    AMOUNT_WITHOUT_BASIS = "amount_without_basis"
    NO_AMOUNT = "no_amount"
    MOVED_BACK = "moved_back"
    WAKE_UP_PASSED = "wake_up_passed"


class Explanation(StrEnum):
    """Why something that looks like theatre is none."""

    BUYER_EVENT = "buyer_event"
    RHYTHM = "rhythm"
