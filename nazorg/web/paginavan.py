"""For whom a page was made: every form says it, so that nothing is saved in another name.

In one browser somebody else may log in on another tab. What stands on the first tab is still of who
opened it: the form says so, and the server does nothing with it until a person looked again.
"""

import re

from jinja2.ext import Extension
from starlette.requests import Request

from nazorg.kern.medewerker import Medewerker

VELD = "ik"
_FORMULIER = re.compile(r'<form\b(?![^>]*action="/logout")[^>]*\bmethod="post"[^>]*>')
_ZEGT_VAN_WIE = (
    '{% with ik = schil.ik if schil is defined and schil else ik|default("") %}{% if ik %}'
    f'<input type="hidden" name="{VELD}" value="{{{{ ik }}}}">'
    "{% endif %}{% endwith %}"
)


class ZegVanWie(Extension):
    """Lets every form that posts say for whom its page was made; of no page it can be forgotten."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        # The room of the mayor has people and sessions of its own.
        if (name or filename or "").startswith("bij/"):
            return source
        return _FORMULIER.sub(lambda m: m[0] + _ZEGT_VAN_WIE, source)


class AndereMedewerker(Exception):  # noqa: N818 - a situation: look again
    """A form of somebody else's page. velden: all that came with it, in order; nothing was done."""

    def __init__(self, nu: Medewerker, velden: list[tuple[str, str]]) -> None:
        super().__init__()
        self.nu, self.velden = nu, velden


async def check_pagina_van(request: Request, medewerker: Medewerker) -> None:
    """Raise AndereMedewerker when the form that was sent stood on a page for somebody else."""
    soort = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    # A file comes in a form of another kind, which is read in its own place.
    if request.method != "POST" or soort != "application/x-www-form-urlencoded":
        return
    formulier = await request.form()
    if formulier.get(VELD) in (None, medewerker.id):
        return
    velden = [(n, w) for n, w in formulier.multi_items() if isinstance(w, str) and n != VELD]
    raise AndereMedewerker(medewerker, velden)
