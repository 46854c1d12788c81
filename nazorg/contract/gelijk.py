"""Do two messages say the same? Their bytes do not tell: fields may stand in another order."""

import msgspec

# What a message says; other attributes are about how it travelled.
_INHOUD = ("source", "id", "type", "time", "sequence", "subject", "data", "data_base64")


def says_the_same(een: bytes, ander: bytes) -> bool:
    """Tell whether two messages have the same content, whatever their bytes."""
    try:
        a, b = msgspec.json.decode(een), msgspec.json.decode(ander)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return een == ander
    if not (isinstance(a, dict) and isinstance(b, dict)):
        return bool(a == b)
    return all(a.get(naam) == b.get(naam) for naam in _INHOUD)
