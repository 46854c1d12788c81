"""What our contracts demand of a partner, our clients demand too; what they allow is taken."""

import json
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import pytest

from nazorg.integrations.lijn.afspraak import Lijnafspraak
from nazorg.kern.partner import Partner, PartnerRefused
from nazorg.simulatie.server import Simulator
from tests.factories import BSN_DAAN
from tests.klok import VasteKlok
from tests.partners.conftest import MaakLijn
from tests.partners.lijnen import maak_client, maak_vraag
from tests.partners.test_contract import _EIGEN, _document, _fouten, _wissel

Pad = tuple[str | int, ...]


@dataclass
class VasteLijn:
    """A line on which always the same comes back."""

    afspraak: Lijnafspraak
    antwoord: bytes = b""

    async def vraag(self, *_: Any, **__: Any) -> bytes:
        return self.antwoord


def _paden(waarde: Any, tot: Pad = ()) -> Iterator[Pad]:
    """Yield where each field stands in an answer, the outer ones first."""
    if isinstance(waarde, dict):
        for naam, deel in waarde.items():
            yield (*tot, naam)
            yield from _paden(deel, (*tot, naam))
    elif isinstance(waarde, list):
        for i, deel in enumerate(waarde):
            yield from _paden(deel, (*tot, i))


def _gevallen(heel: Any) -> Iterator[tuple[str, Any]]:
    """Yield the answer with one field less, and with something else in its place."""
    for pad in _paden(heel):
        plek = ".".join(map(str, pad))
        zonder, anders = deepcopy(heel), deepcopy(heel)
        del _ouder(zonder, pad)[pad[-1]]
        _ouder(anders, pad)[pad[-1]] = {"iets": "anders"}
        yield f"{plek}: weg", zonder
        yield f"{plek}: iets anders", anders


def _ouder(uit: Any, pad: Pad) -> Any:
    for stap in pad[:-1]:
        uit = uit[stap]
    return uit


@pytest.mark.parametrize("partner", _EIGEN)
async def test_a_client_refuses_what_its_contract_does_not_allow_and_takes_what_it_does(
    partner: Partner, sim: Simulator, maak_lijn: MaakLijn, klok: VasteKlok
) -> None:
    """Else an answer without the field that matters reads as 'nothing known'."""
    document = _document(partner)
    _, heel = await _wissel(partner, BSN_DAAN, sim, maak_lijn, klok)
    lijn = VasteLijn(Lijnafspraak(partner=partner, url=sim.url(partner)))
    client = maak_client(lijn, klok)  # type: ignore[arg-type]  # all that a client asks of one

    gezien = set()
    for naam, stuk in [("heel", heel), *_gevallen(heel)]:
        mag = not _fouten(document, "Antwoord", stuk)
        lijn.antwoord = json.dumps(stuk).encode()
        try:
            await client.vraag(maak_vraag(partner))
            genomen = True
        except PartnerRefused:
            genomen = False
        assert genomen is mag, naam
        gezien.add(mag)
    assert gezien == {True, False}
