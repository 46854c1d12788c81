"""The page of the queue: a frame that stays as it is while somebody works, and rows that do not.

Writing the frame cost as much as the rows. It is written once for each person and each view, and
again as soon as anything on it is different: it is kept under all that it shows, so what somebody
else would see differently is another frame. A frame that names somebody in detention is not kept;
rows are kept for a few minutes, each under its version (see `rijgeheugen`).
"""

import re
from functools import lru_cache
from typing import Final
from urllib.parse import quote_plus

import msgspec
from markupsafe import Markup
from starlette.responses import HTMLResponse, Response

from nazorg.web.rendering import render_bytes, write_rijen
from nazorg.web.schermen import Schil
from nazorg.web.wachtrijschermen import Werkvoorraad

_SLEUF: Final = re.compile(rb"\0(\w+)\0")
_RIJEN: Final = Markup("\0rijen\0")
_SINDS: Final = Markup("\0sinds\0")


def render_werkvoorraad(schil: Schil, scherm: Werkvoorraad, *, sinds: str) -> Response:
    """Return the page. sinds: the moment from which new tasks will be asked for."""
    raam = msgspec.structs.replace(scherm, groepen=())
    noemt_iemand = scherm.melding or scherm.leeg or scherm.voorbeeld
    delen = list(_write(schil, raam) if noemt_iemand else _find(schil, raam))
    inhoud = {
        b"rijen": b"".join(write_rijen(scherm)),
        b"sinds": quote_plus(sinds).encode(),
    }
    # The text around a slot, the name of the slot, the text around it, and so on.
    for i in range(1, len(delen), 2):
        delen[i] = inhoud[delen[i]]
    return HTMLResponse(b"".join(delen))


def _write(schil: Schil, raam: Werkvoorraad) -> tuple[bytes, ...]:
    html = render_bytes(
        "werkvoorraad.html.j2", schil=schil, scherm=raam, rijen=_RIJEN, sinds=_SINDS
    )
    return tuple(_SLEUF.split(html))


_find = lru_cache(maxsize=256)(_write)
