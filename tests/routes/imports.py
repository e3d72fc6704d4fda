"""Files brought in: the admin does it, the director watches, nobody else knows of it."""

from django.core.files.uploadedfile import SimpleUploadedFile

from hederssak.imports import actions
from hederssak.imports.models import Conflict, Import
from hederssak.lib.ids import new_id
from tests.cast import NOW, Cast
from tests.imports.giving import csv, give, receive
from tests.routes import Any_, House, Route

TABLE = csv(["Deal Name", "Deal Stage", "Amount"], ["Ny lina", "Qualified", 120000], ["Annan", "Proposal", "many"])
ADMINS = "ada stig"
READERS = "vera ada stig"
UNAWARE = "anna mikko eva otto maj"


def waiting(cast: Cast) -> Import:
    """Receive a file that is ready to be tried."""
    return receive(cast.nordvik, {"deals.csv": TABLE}, by=cast.ada)[0]


def tried(cast: Cast) -> Import:
    """Receive a file and try it."""
    run = receive(cast.nordvik, {"deals.csv": TABLE}, by=cast.ada)[0]
    actions.check_batch(run.batch_id, organization=cast.nordvik)
    return run


def done(cast: Cast) -> Import:
    """Bring a file in."""
    return give(cast.nordvik, {"deals.csv": TABLE})[0]


def question(cast: Cast) -> Conflict:
    """Ask whose value stands."""
    run = done(cast)
    return Conflict.objects.create(
        organization=cast.nordvik, run=run, kind="opportunity", record_id=new_id(), field="name", at=NOW,
        ours="Ny lina", theirs="Ny lina B",
    )  # fmt: skip


def files(_house: House) -> dict[str, object]:
    """Give a file by the form."""
    return {"tables": SimpleUploadedFile("deals.csv", TABLE.encode()), "full": "on"}


ROUTES: dict[str, Any_] = {
    "imports:batch": Route(get="vera ada", hidden=UNAWARE, fill=lambda house: {"batch_id": house.of(waiting).batch_id}),
    "imports:check": Route(post="ada", hidden=UNAWARE, fill=lambda house: {"batch_id": house.of(waiting).batch_id}),
    "imports:columns": Route(
        get="ada",
        post="ada",
        hidden=UNAWARE,
        fill=lambda house: {"pk": house.of(waiting).pk},
        give=lambda _house: {"kind": "opportunity", "column-0": "opportunity.name"},
    ),
    "imports:drop": Route(post="ada", hidden=UNAWARE, fill=lambda house: {"pk": house.of(waiting).pk}),
    "imports:index": Route(get=READERS, hidden=UNAWARE),
    "imports:new": Route(get=ADMINS, post=ADMINS, hidden=UNAWARE, give=files),
    "imports:questions": Route(get=READERS, hidden=UNAWARE),
    "imports:refused": Route(
        get="vera ada", hidden=UNAWARE, fill=lambda house: {"pk": house.of(done).pk, "suffix": "csv"}
    ),
    "imports:rows": Route(get="vera ada", hidden=UNAWARE, fill=lambda house: {"pk": house.of(done).pk}),
    "imports:run": Route(post="ada", hidden=UNAWARE, fill=lambda house: {"batch_id": house.of(tried).batch_id}),
    "imports:settle": Route(
        post="ada",
        hidden=UNAWARE,
        fill=lambda house: {"pk": house.of(question).pk},
        give=lambda _house: {"answer": "ours"},
    ),
    "imports:undo": Route(post="ada", hidden=UNAWARE, fill=lambda house: {"batch_id": house.of(done).batch_id}),
}
