"""A binary-mode CloudEvent from Kafka (attributes in `ce_` headers) in the structured JSON form."""

import json
from collections.abc import Mapping

import msgspec

_VOORVOEGSEL = "ce_"
# These two say where the data is; a header must never stand in for the data itself.
_GEEN_ATTRIBUUT = frozenset({"data", "data_base64", "datacontenttype"})


def as_structured(headers: Mapping[str, str], data: bytes) -> bytes:
    """Return the event as structured JSON. Never raises; judges nothing.

    headers: text, where bytes that were not UTF-8 are lone surrogates; they come back as those
    bytes, so that the reader refuses the message for its encoding and no two broken ids collide.
    data: JSON goes in unchanged, byte for byte. Anything else goes in as `data_base64`, which the
    reader refuses: a message keeps its id and source, so people can see which one it was.
    """
    velden = {
        naam.removeprefix(_VOORVOEGSEL): waarde
        for naam, waarde in headers.items()
        if naam.startswith(_VOORVOEGSEL)
    }
    envelop: dict[str, str] = {k: v for k, v in velden.items() if k not in _GEEN_ATTRIBUUT}
    if mediatype := headers.get("content-type", ""):
        # A charset is about the bytes on the way; the type of the data is what is left.
        envelop["datacontenttype"] = mediatype.partition(";")[0].strip().lower()
    if _is_json(data):
        return _encode(envelop)[:-1] + (b"," if envelop else b"") + b'"data":' + data + b"}"
    envelop["data_base64"] = msgspec.to_builtins(data)
    return _encode(envelop)


def _is_json(data: bytes) -> bool:
    """Return whether the data is exactly one JSON value, so that it adds no fields of its own."""
    try:
        msgspec.json.decode(data, type=msgspec.Raw)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return False
    return True


def _encode(envelop: Mapping[str, str]) -> bytes:
    tekst = json.dumps(envelop, ensure_ascii=False, separators=(",", ":"))
    try:
        return tekst.encode(errors="surrogateescape")
    except UnicodeEncodeError:
        # A surrogate that stands for no byte: not UTF-8 either, so refused all the same.
        return tekst.encode(errors="surrogatepass")
