"""What can be done with files: receive them, try them, run them."""

from hederssak.imports.actions.reading import ImportRefused
from hederssak.imports.actions.receiving import GivenFile, begun_with, receive
from hederssak.imports.actions.running import check_batch, files_of, queue_batch, run_batch
from hederssak.imports.actions.settling import AlreadySettledError, NoSuchChoiceError, settle
from hederssak.imports.actions.turns import TurnLostError
from hederssak.imports.actions.undoing import start_undo, undo_batch

__all__ = [
    "AlreadySettledError",
    "GivenFile",
    "ImportRefused",
    "NoSuchChoiceError",
    "TurnLostError",
    "begun_with",
    "check_batch",
    "files_of",
    "queue_batch",
    "receive",
    "run_batch",
    "settle",
    "start_undo",
    "undo_batch",
]
