"""The wire types without their patterns and bounds: to read back what was checked when it came in.

Made from the wire types themselves, as subclasses, so that they cannot differ in anything else.
Looking at the patterns again would be two thirds of the work of reading a kept notice.
"""

from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import msgspec

from nazorg.berichten.soort import Soort
from nazorg.contract import wire


def make_lezers(
    lezers: dict[Soort, msgspec.json.Decoder[wire.Basis]],
) -> dict[Soort, msgspec.json.Decoder[wire.Basis]]:
    """Return for each kind a decoder of what was kept, given the one for what comes in."""
    return {soort: msgspec.json.Decoder(_kaal(lezer.type)) for soort, lezer in lezers.items()}


def _kaal(soort: Any) -> Any:
    """Return a type without what only a stranger must be asked."""
    if isinstance(soort, type) and issubclass(soort, msgspec.Struct):
        return _kale_struct(soort)
    delen = get_args(soort)
    if get_origin(soort) is Annotated:
        return _kaal(delen[0])
    if get_origin(soort) in (Union, UnionType):
        return Union[tuple(map(_kaal, delen))]  # noqa: UP007 - made of a list
    if get_origin(soort) is list:
        return list[_kaal(delen[0])]  # type: ignore[misc]
    return soort


@cache
def _kale_struct(soort: type[msgspec.Struct]) -> type[msgspec.Struct]:
    velden = [
        (f.name, _kaal(f.type), f.default)
        if f.default is not msgspec.NODEFAULT
        else (f.name, _kaal(f.type))
        for f in msgspec.structs.fields(soort)
    ]
    return msgspec.defstruct(
        f"{soort.__name__}Bewaard", velden, bases=(soort,), kw_only=True, module=__name__
    )
