"""One uploaded file, with a bound on its size, that never touches a disk of ours unencrypted."""

from collections.abc import AsyncGenerator

from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from nazorg.kern.weigering import Weigering

_VELDEN = 10
# Beside the file: its name, the other fields, and what stands between them.
_RAND = 64 * 1024


class TeGroot(Weigering):
    """What was uploaded is larger than we take."""


class _InGeheugen(MultiPartParser):
    """Keeps the file in memory: the library would put what is over a megabyte in /tmp."""

    spool_max_size = 64 * 1024 * 1024


async def lees_upload(request: Request, *, meeste: int) -> tuple[dict[str, str], bytes]:
    """Return the fields of a form and the file in `bestand`. Raises TeGroot or Weigering."""
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise Weigering("Kies een bestand.")
    parser = _InGeheugen(
        request.headers, _begrensd(request, meeste + _RAND), max_files=1, max_fields=_VELDEN
    )
    try:
        formulier = await parser.parse()
    except (MultiPartException, KeyError, ValueError) as fout:
        raise Weigering("Het bestand is niet goed aangekomen. Probeer het opnieuw.") from fout
    try:
        return _velden(formulier), await _bestand(formulier)
    finally:
        await formulier.close()


async def _begrensd(request: Request, over: int) -> AsyncGenerator[bytes, None]:
    async for stuk in request.stream():
        over -= len(stuk)
        if over < 0:
            raise TeGroot("Het bestand is te groot. Het mag hoogstens 5 MB zijn.")
        yield stuk


def _velden(formulier: FormData) -> dict[str, str]:
    return {naam: waarde for naam, waarde in formulier.items() if isinstance(waarde, str)}


async def _bestand(formulier: FormData) -> bytes:
    bestand = formulier.get("bestand")
    if not isinstance(bestand, UploadFile) or not bestand.filename:
        raise Weigering("Kies een bestand.")
    return await bestand.read()
