"""From recorded facts to CloudEvents on the wire: one JSON line per notice."""

import json
import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from nazorg.berichten.soort import TYPE_VAN_SOORT, Soort
from nazorg.berichten.uitkomst import Uitkomst
from nazorg.synthetic.levensloop import Feit
from nazorg.synthetic.personen import Persoon
from nazorg.synthetic.toeval import draw_uuid
from nazorg.synthetic.woonplaats import Woonplaatsen

# An OIN that starts with 00000099 is for testing (Logius, OIN-stelsel).
BRON = "urn:nld:oin:00000099000000001000:systeem:detentieregister"


@dataclass(frozen=True, slots=True)
class Bericht:
    """A message before it is written. uitkomst: what a perfect system does with it."""

    id: str
    moment: datetime
    soort: Soort
    data: dict[str, object]
    uitkomst: Uitkomst = Uitkomst.VERWERKT

    @property
    def detentie(self) -> str:
        return str(self.data["detentieId"])


def number_feiten(rng: random.Random, feiten: Iterable[Feit]) -> None:
    """Give every fact the id of its message."""
    for feit in feiten:
        feit.id = draw_uuid(rng)


def to_bericht(
    feit: Feit, plaatsen: Woonplaatsen, uitkomst: Uitkomst = Uitkomst.VERWERKT
) -> Bericht:
    """Return the message of a fact that has its id, as the source knew the person then."""
    persoon = feit.detentie.persoon
    data: dict[str, object] = {
        "detentieId": feit.detentie.id,
        "persoon": _persoon(persoon),
        "ontvangerGemeente": plaatsen.ontvanger(persoon, feit.moment),
    }
    optioneel = {
        "gemeenteBrp": persoon.brp.op(feit.moment),
        "gemeenteVestiging": persoon.vestiging.op(feit.moment),
        "vervangt": feit.vervangt.id if feit.vervangt else None,
        "berichtId": feit.over.id if feit.over else None,
    }
    data |= {naam: waarde for naam, waarde in optioneel.items() if waarde is not None}
    data |= {"grondslag": "pbw-18a"} | feit.inhoud
    return Bericht(feit.id, feit.moment, feit.soort, data, uitkomst)


def to_regel(bericht: Bericht, volgorde: int) -> str:
    """Return the message as one line of JSON, without the line end. volgorde: its sequence."""
    envelop = {
        "specversion": "1.0",
        "id": bericht.id,
        "source": BRON,
        "type": TYPE_VAN_SOORT[bericht.soort],
        "time": f"{bericht.moment:%Y-%m-%dT%H:%M:%SZ}",
        "datacontenttype": "application/json",
        "sequence": str(volgorde),
        "sequencetype": "Integer",
        "data": bericht.data,
    }
    return json.dumps(envelop, ensure_ascii=False, separators=(",", ":"))


def _persoon(persoon: Persoon) -> dict[str, object]:
    velden: dict[str, object | None] = {
        "bsn": persoon.bsn,
        "skn": persoon.skn,
        "geslachtsnaam": persoon.naam.geslachtsnaam,
        "voorvoegsel": persoon.naam.voorvoegsel,
        "voornamen": persoon.naam.voornamen,
        "geboorte": persoon.geboorte,
    }
    return {naam: waarde for naam, waarde in velden.items() if waarde is not None}
