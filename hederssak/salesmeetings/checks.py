"""What must hold of packs: a prepared one is what its instant gives."""

from __future__ import annotations

import json
from collections.abc import Iterator

from hederssak.lib.checks import register
from hederssak.salesmeetings.models import PreparedPack
from hederssak.salesmeetings.queries import pack_as_of


@register("prepared packs are what their instant gives")
def prepared_packs_follow() -> Iterator[str]:
    """Yield each prepared pack that, composed again as of its instant, comes out otherwise."""
    for prepared in PreparedPack.objects.select_related("meeting__team__organization").order_by("pk"):
        anew = json.loads(json.dumps(pack_as_of(prepared.meeting, as_of=prepared.as_of)))
        differing = sorted(name for name in anew if anew[name] != prepared.contents.get(name))
        if differing:
            which = f"team {prepared.meeting.team.name}, {prepared.as_of:%Y-%m-%d %H:%M}"
            yield f"{which}: {', '.join(differing)} would come out otherwise; it is prepared anew within the hour"
