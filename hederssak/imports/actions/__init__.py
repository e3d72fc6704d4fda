"""What can be done with files: receive them, try them, run them."""

from hederssak.imports.actions.kinds import fields_of
from hederssak.imports.actions.mapping import TwiceMappedError, change_reading, drop
from hederssak.imports.actions.reading import TAKEN_BACK, ImportRefused
from hederssak.imports.actions.receiving import GivenFile, begun_with, receive
from hederssak.imports.actions.refusing import refused_file
from hederssak.imports.actions.running import check_batch, files_of, queue_batch, sample_of, start_check
from hederssak.imports.actions.settling import AlreadySettledError, NoSuchChoiceError, settle
from hederssak.imports.actions.turns import TurnLostError
from hederssak.imports.actions.undoing import UNDOABLE, start_undo, undo_batch
from hederssak.imports.actions.writing import run_batch

__all__ = [
    "TAKEN_BACK",
    "UNDOABLE",
    "AlreadySettledError",
    "GivenFile",
    "ImportRefused",
    "NoSuchChoiceError",
    "TurnLostError",
    "TwiceMappedError",
    "begun_with",
    "change_reading",
    "check_batch",
    "drop",
    "fields_of",
    "files_of",
    "queue_batch",
    "receive",
    "refused_file",
    "run_batch",
    "sample_of",
    "settle",
    "start_check",
    "start_undo",
    "undo_batch",
]
