"""Every value that the domain knows is explained in docs/begrippen.md, and nothing else is."""

import enum
import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

BEGRIPPEN = Path(__file__).parents[2] / "docs" / "begrippen.md"
KAMERS = (
    "nazorg.kern",
    "nazorg.berichten",
    "nazorg.detenties",
    "nazorg.leefgebieden",
    "nazorg.bij",
    "nazorg.overleggen",
    "nazorg.werkvoorraad",
)
_RIJ = re.compile(r"\|\s*`([^`]+)`\s*\|\s*(.+?)\s*\|\s*(.+?)\s*\|\s*(.+?)\s*\|")


def find_enums() -> Iterator[type[enum.Enum]]:
    """Yield each Enum where it is defined, once."""
    for kamer in KAMERS:
        pakket = importlib.import_module(kamer)
        modules = [m.name for m in pkgutil.walk_packages(pakket.__path__, f"{kamer}.")]
        for naam in (kamer, *modules):
            for soort in vars(importlib.import_module(naam)).values():
                is_enum = isinstance(soort, type) and issubclass(soort, enum.Enum)
                if is_enum and soort.__module__ == naam:
                    yield soort


def waarden(soort: type[enum.Enum]) -> set[str]:
    """Return the values as they stand in the database; a nameless one by its own name."""
    return {lid.value if isinstance(lid.value, str) else lid.name.lower() for lid in soort}


def rijen_onder_kop(naam: str) -> dict[str, str]:
    """Return what is explained under the heading that names this enum: value and meaning."""
    secties = re.split(r"(?m)^#+ ", BEGRIPPEN.read_text(encoding="utf-8"))
    sectie = [s for s in secties if f"`{naam}`" in s.partition("\n")[0]]
    assert len(sectie) == 1, f"docs/begrippen.md needs one heading with `{naam}`"
    return {rij[1]: rij[2] for rij in _RIJ.finditer(sectie[0])}


ENUMS = sorted(find_enums(), key=lambda soort: soort.__qualname__)


def test_there_are_enums_to_explain() -> None:
    assert len(ENUMS) > 20


@pytest.mark.parametrize("soort", ENUMS, ids=lambda soort: soort.__qualname__)
def test_every_value_is_explained_and_nothing_that_does_not_exist(soort: type[enum.Enum]) -> None:
    uitgelegd = rijen_onder_kop(soort.__qualname__)

    assert set(uitgelegd) == waarden(soort)
    assert all(len(betekenis) > 10 for betekenis in uitgelegd.values())
