"""What can be done about targets: agree on one; what is counted at night stands in `counting`."""

from hederssak.targets.actions.agreeing import Agreement, OutOfReachError, agree

__all__ = ["Agreement", "OutOfReachError", "agree"]
