"""Errors of the API: problem details (RFC 9457), never with a value that was sent."""

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse

API_VERSION = "1.0.0"
API_HEADERS = {"API-Version": API_VERSION}


def is_api(request: Request) -> bool:
    return str(request.scope["path"]).startswith("/v1/")


def problem(status: int, titel: str, uitleg: str, **extra: Any) -> JSONResponse:
    """Return a problem+json answer with status, title and detail."""
    return JSONResponse(
        {"status": status, "title": titel, "detail": uitleg, **extra},
        status_code=status,
        media_type="application/problem+json",
        headers=API_HEADERS,
    )
