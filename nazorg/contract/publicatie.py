"""The published contract as files: what must be in them, and which of them are not current."""

import json
from collections.abc import Mapping
from pathlib import Path

from nazorg.contract.asyncapi import asyncapi
from nazorg.contract.openapi import openapi
from nazorg.contract.schemas import alle_schemas
from nazorg.contract.voorbeelden import voorbeelden

MAP = Path("docs/contract")
_EIGEN = ("schemas", "examples")


def bestanden() -> dict[Path, str]:
    """Return the text of every generated file, by its path inside the directory."""
    schemas = alle_schemas()
    return {
        Path("asyncapi.json"): _tekst(asyncapi()),
        Path("openapi.json"): _tekst(openapi()),
        **{Path(f"schemas/{type_}.schema.json"): _tekst(s) for type_, s in schemas.items()},
        **{Path(f"examples/{type_}.json"): _tekst(v) for type_, v in voorbeelden().items()},
    }


def schrijf(map_: Path) -> int:
    """Write every file that is not current and remove what is no longer made; return how many."""
    gewenst = bestanden()
    anders = niet_actueel(map_)
    for naam in anders:
        pad = map_ / naam
        if naam not in gewenst:
            pad.unlink()
            continue
        pad.parent.mkdir(parents=True, exist_ok=True)
        pad.write_bytes(gewenst[naam].encode())
    return len(anders)


def niet_actueel(map_: Path) -> list[Path]:
    """Return the files that are missing, different, or no longer made."""
    gewenst = bestanden()
    anders = {naam for naam, tekst in gewenst.items() if _lees(map_ / naam) != tekst.encode()}
    # Only the two directories that are ours, for --out may be any directory.
    te_veel = {
        pad.relative_to(map_) for deel in _EIGEN for pad in (map_ / deel).glob("nl.*.json")
    } - gewenst.keys()
    return sorted(anders | te_veel)


def _lees(pad: Path) -> bytes | None:
    return pad.read_bytes() if pad.is_file() else None


def _tekst(inhoud: Mapping[str, object]) -> str:
    return json.dumps(inhoud, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
