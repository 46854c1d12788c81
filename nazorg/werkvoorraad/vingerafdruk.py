"""A short name for what a gemeente's rules are now: other rules, another name."""

import hashlib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from nazorg.werkvoorraad.regels import Regelset


def make_vingerafdruk(regels: Regelset) -> str:
    """Return the same for the same rules, in every process and on every day."""
    return hashlib.sha256(repr(_vast(regels)).encode()).hexdigest()


def _vast(waarde: Any) -> Any:
    """Return a value in a form without an order of its own: sets and mappings are sorted."""
    if is_dataclass(waarde):
        velden = [f.name for f in fields(waarde) if f.compare]
        return [(naam, _vast(getattr(waarde, naam))) for naam in velden]
    if isinstance(waarde, Mapping):
        return sorted((_vast(sleutel), _vast(w)) for sleutel, w in waarde.items())
    if isinstance(waarde, frozenset):
        return sorted(str(_vast(w)) for w in waarde)
    if isinstance(waarde, tuple):
        return [_vast(w) for w in waarde]
    return str(waarde)
