"""What can be done about forecasts in a request. What computes them stands in `estimating` and is called by the job."""

from hederssak.forecast.actions.calls import CallDraft, DealEndedError, NotTenthsError, call_deals

__all__ = ["CallDraft", "DealEndedError", "NotTenthsError", "call_deals"]
