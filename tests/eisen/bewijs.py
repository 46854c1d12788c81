"""Take each guard out of a copy of the code, and look whether its test fails. By hand:

    python -m tests.eisen.bewijs              all of them: half an hour on two cores
    python -m tests.eisen.bewijs L05 L31      these requirements only
    python -m tests.eisen.bewijs --tabel      print the table of docs/eisen.md

Nothing is written in this directory. Ends with 1 when a test stays green without its guard.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.eisen.lijst import WORTEL, Mutatie, lees_mutaties, maak_tabel

GEFAALD = 1  # what pytest ends with when a test failed, and nothing else went wrong


def main(eisen: Sequence[str]) -> int:
    """Try the guards; say of each whether its test saw that it was gone."""
    if list(eisen) == ["--tabel"]:
        _zeg(maak_tabel())
        return 0
    mutaties = [m for m in lees_mutaties() if not eisen or m.eis in eisen]
    fout = 0
    with tempfile.TemporaryDirectory(prefix="nazorg-eisen-") as map_:
        kopie = _kopieer(Path(map_) / "nazorg")
        for test in dict.fromkeys(m.test for m in mutaties):
            if uit := _draai(kopie, test):
                _zeg(f"FOUT  de test slaagt ook met de bewaking niet ({uit}): {test}")
                fout += 1
        for m in mutaties:
            begin = time.monotonic()
            uit = _zonder(kopie, m)
            woord = "goed" if uit == GEFAALD else "FOUT"
            fout += uit != GEFAALD
            duur = time.monotonic() - begin
            _zeg(f"{woord}  {m.eis}  {m.wat}  ({m.test}, pytest {uit}, {duur:.0f} s)")
    _zeg(f"{len(mutaties)} bewakingen, {fout} fout.")
    return int(fout > 0)


def _zeg(regel: str) -> None:
    sys.stdout.write(f"{regel}\n")
    sys.stdout.flush()


def _kopieer(doel: Path) -> Path:
    """Copy what git knows, as it is here now."""
    namen = subprocess.run(
        ["git", "ls-files", "-z"], cwd=WORTEL, capture_output=True, check=True, text=True
    ).stdout.split("\0")
    for naam in filter(None, namen):
        if (WORTEL / naam).is_file():
            (doel / naam).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(WORTEL / naam, doel / naam)
    return doel


def _zonder(kopie: Path, m: Mutatie) -> int:
    pad = kopie / m.bestand
    echt = pad.read_text(encoding="utf-8")
    pad.write_text(m.muteer(echt), encoding="utf-8")
    try:
        return _draai(kopie, m.test)
    finally:
        pad.write_text(echt, encoding="utf-8")


def _draai(kopie: Path, test: str) -> int:
    """Run a test on the copy; return the exit status of pytest."""
    opdracht = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider"]
    huidig = dict(os.environ)  # noqa: TID251 - what the child inherits
    return subprocess.run(
        [*opdracht, f"--basetemp={kopie.parent / 'tmp'}", *test.split(" ")],
        cwd=kopie,
        env=huidig | {"PYTHONPATH": str(kopie), "PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
