"""`nazorg` with a clock that a test puts ahead while it runs. Nothing of it is in the product.

Usage: vooruit.py FILE WORDS…: the file says how many days the clock is ahead, read at each look.
"""

import sys
from datetime import datetime, timedelta
from pathlib import Path

from nazorg.commands.groep import nazorg
from nazorg.kern.klok import SysteemKlok

_bestand = Path(sys.argv.pop(1))
_nu = SysteemKlok.nu


def _vooruit(self: SysteemKlok) -> datetime:
    return _nu(self) + timedelta(days=int(_bestand.read_text()))


SysteemKlok.nu = _vooruit  # type: ignore[method-assign]
nazorg.main(sys.argv[1:], prog_name="nazorg")
