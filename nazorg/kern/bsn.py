"""Burgerservicenummer: nine digits that pass the elfproef.

Source: Besluit burgerservicenummer; weights 9 8 7 6 5 4 3 2 -1, the sum is a multiple of 11.
"""

_GEWICHTEN = (9, 8, 7, 6, 5, 4, 3, 2, -1)
_LENGTE = 9


def is_bsn(tekst: str) -> bool:
    """Tell whether tekst is nine ASCII digits that pass the elfproef. Never raises."""
    if len(tekst) != _LENGTE or not (tekst.isascii() and tekst.isdigit()):
        return False
    if tekst == "000000000":
        return False
    return sum(g * (ord(c) - 48) for g, c in zip(_GEWICHTEN, tekst, strict=True)) % 11 == 0


def mask(bsn: str) -> str:
    """Return the BSN as it may be shown in a list: only the last two digits (L28)."""
    return "•••••••" + bsn[-2:]
