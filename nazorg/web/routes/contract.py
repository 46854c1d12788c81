"""The published contract: documents for machines, open to all, and one page for people."""

import hashlib
import json
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from nazorg.contract.asyncapi import asyncapi
from nazorg.contract.openapi import PATROON_TYPE, PREFIX, openapi
from nazorg.contract.schemas import alle_schemas
from nazorg.contract.velden import strict
from nazorg.web.opmaak.contract import to_contract
from nazorg.web.problemen import API_HEADERS, problem
from nazorg.web.rendering import render

_JSON, _SCHEMA = "application/json", "application/schema+json"
_IS_TYPE = re.compile(strict(PATROON_TYPE))
# Nothing in it is secret: any site may read it. no-cache: ask each time whether it is still so.
_OPEN = API_HEADERS | {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "API-Version, ETag",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Cache-Control": "no-cache",
}


async def get_openapi(request: Request) -> Response:
    return _document(request, _teksten()["openapi"], _JSON)


async def get_asyncapi(request: Request) -> Response:
    return _document(request, _teksten()["asyncapi"], _JSON)


async def get_schema(request: Request) -> Response:
    """Return the schema of a type; 400 when it cannot be the name of one."""
    type_ = request.path_params["type"]
    if not _IS_TYPE.match(type_):
        return _open_problem(400, "Geen soort bericht", "Schrijf de soort zoals in een bericht.")
    if (tekst := _schemas().get(type_)) is None:
        return _open_problem(404, "Niet gevonden", "Wij kennen deze soort bericht niet.")
    return _document(request, tekst, _SCHEMA)


async def get_docs(request: Request) -> Response:
    antwoord = render(request, "contract.html.j2", schil=None, scherm=to_contract())
    antwoord.headers.update(API_HEADERS)
    return antwoord


def _open_problem(status: int, titel: str, uitleg: str) -> Response:
    antwoord = problem(status, titel, uitleg)
    antwoord.headers["Access-Control-Allow-Origin"] = "*"
    return antwoord


def _document(request: Request, tekst: bytes, mediatype: str) -> Response:
    merk = f'"{hashlib.sha256(tekst).hexdigest()[:32]}"'
    headers = _OPEN | {"ETag": merk}
    bekend = {m.strip().removeprefix("W/") for m in _if_none_match(request).split(",")}
    if bekend & {merk, "*"}:
        return Response(status_code=304, headers=headers)
    return Response(tekst, media_type=mediatype, headers=headers)


def _if_none_match(request: Request) -> str:
    return ",".join(request.headers.getlist("if-none-match"))


@cache
def _teksten() -> dict[str, bytes]:
    # Beside each other as files the schemas have an extension; as addresses they have none (ADR).
    kanalen = _tekst(asyncapi()).replace(b'.schema.json"', b'"')
    return {"openapi": _tekst(openapi()), "asyncapi": kanalen}


@cache
def _schemas() -> dict[str, bytes]:
    return {type_: _tekst(schema) for type_, schema in alle_schemas().items()}


def _tekst(inhoud: Mapping[str, Any]) -> bytes:
    return json.dumps(inhoud, ensure_ascii=False, sort_keys=True).encode()


ROUTES = [
    Route(f"{PREFIX}/openapi.json", get_openapi),
    Route(f"{PREFIX}/asyncapi", get_asyncapi),
    Route(f"{PREFIX}/schemas/{{type}}", get_schema),
    Route(f"{PREFIX}/docs", get_docs),
]
