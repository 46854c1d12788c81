"""The bare page that the queue is measured against: `python -m bench.kaal SOCKET POORT`.

What a careful programmer writes in an hour: Starlette, one keyset query, a Jinja2 template; no
login, no row-level security, no filters, no counts. With the collector of Python as it is.
"""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date

import asyncpg
import jinja2
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from nazorg.store import rollen

_VRAAG = """select id, naam, voornaam, inrichting, ontslag, deadline, s1, s2, s3, s4, s5,
  behandelaar from public.casus
where status = 'open' and gemeente = $1 and (deadline, id) > ($2, $3)
order by deadline, id limit 50"""
_SJABLOON = """<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>Lijst</title>
<link rel="stylesheet" href="/static/app.css"></head><body><header><h1>Lijst</h1><nav>
<a href="/">Lijst</a> <a href="/agenda">Agenda</a> <a href="/zoek">Zoeken</a></nav>
<p>{{ gebruiker }} - {{ gemeente }}</p></header><main>
<form><label>Zoek <input name="q" value="{{ q }}"></label><button>Filter</button></form>
<table><thead><tr><th>Naam</th><th>Inrichting</th><th>Ontslag</th><th>Deadline</th>
{% for l in leef %}<th>{{ l }}</th>{% endfor %}<th>Behandelaar</th></tr></thead><tbody>
{% for r in rows %}
<tr id="c{{ r['id'] }}"{% if r['deadline'] < vandaag %} class="te-laat"{% endif %}>
<td><a href="/casus/{{ r['id'] }}">{{ r['naam'] }}, {{ r['voornaam'] }}</a></td>
<td>{{ r['inrichting'] }}</td><td>{{ r['ontslag'] }}</td><td>{{ r['deadline'] }}</td>
{% for s in (r['s1'], r['s2'], r['s3'], r['s4'], r['s5']) %}
<td><span class="badge b{{ s }}">{{ badge[s] }}</span></td>{% endfor %}
<td>{{ r['behandelaar'] }}</td></tr>{% endfor %}
</tbody></table><a href="/?d={{ rows[-1]['deadline'] }}&amp;i={{ rows[-1]['id'] }}">Volgende</a>
</main></body></html>"""
_BADGE = ("onbekend", "loopt", "geregeld", "probleem")
_LEEF = ("Id-bewijs", "Inkomen", "Onderdak", "Schulden", "Zorg")


def make_kaal(socket: str) -> Starlette:
    """Return the app; its pool is opened with it."""
    omgeving = jinja2.Environment(autoescape=True, auto_reload=False)
    sjabloon = omgeving.from_string(_SJABLOON)
    bron: list[asyncpg.Pool] = []

    @asynccontextmanager
    async def leef(_: Starlette) -> AsyncIterator[None]:
        async with asyncpg.create_pool(
            host=socket, user=rollen.APP, database="nazorg", min_size=8, max_size=8
        ) as pool:
            bron.append(pool)
            yield

    async def lijst(request: Request) -> Response:
        gemeente = request.query_params["g"]
        rijen = await bron[0].fetch(_VRAAG, gemeente, date.min, 0)
        vast = {"leef": _LEEF, "badge": _BADGE, "vandaag": date(2026, 3, 1), "q": ""}
        html = sjabloon.render(rows=rijen, gebruiker="m", gemeente=gemeente, **vast)
        return HTMLResponse(html)

    return Starlette(routes=[Route("/", lijst)], lifespan=leef)


if __name__ == "__main__":
    uvicorn.run(
        make_kaal(sys.argv[1]), port=int(sys.argv[2]), access_log=False, log_level="warning"
    )
