"""Errors of the API: problem details (RFC 9457), never with a value that was sent."""

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse

from nazorg.contract.openapi import PREFIX, PROBLEEM
from nazorg.contract.versies import API_VERSION

API_HEADERS = {"API-Version": API_VERSION}


def is_api(request: Request) -> bool:
    return is_api_pad(str(request.scope["path"]))


def is_api_pad(pad: str) -> bool:
    """Tell whether an address is of the API, so that every answer there has its form."""
    return pad == PREFIX or pad.startswith(f"{PREFIX}/")


def problem(status: int, titel: str, uitleg: str, **extra: Any) -> JSONResponse:
    """Return a problem+json answer with status, title and detail."""
    return JSONResponse(
        {"status": status, "title": titel, "detail": uitleg, **extra},
        status_code=status,
        media_type=PROBLEEM,
        headers=API_HEADERS,
    )
