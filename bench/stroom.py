"""A stream of invented notices, about 1 kB each and three per person.

As in real life: 5 % redelivered, 10 % late. Or clean; or also with 1 % that cannot be taken.
"""

import json
import random
import uuid
from datetime import UTC, date, datetime, timedelta
from typing import Any

from nazorg.berichten.soort import TYPE_VAN_SOORT, Soort
from nazorg.kern.bsn import is_bsn
from nazorg.referentie.kennis import load_kennis

BRON = "urn:nld:oin:00000099000000001000:systeem:detentieregister"
_SOORTEN = (Soort.BEGONNEN, Soort.GEWIJZIGD, Soort.OVERGEPLAATST, Soort.BEEINDIGD)
_BEGIN = datetime(2025, 1, 1, tzinfo=UTC)


def make_stroom(
    aantal: int, *, seed: int = 7, dubbel: float = 0.05, laat: float = 0.10, stuk: float = 0.0
) -> list[bytes]:
    """Return aantal messages in order of arrival; the same seed gives the same bytes.

    dubbel, laat, stuk: which part is redelivered, late, or cannot be taken.
    """
    rnd = random.Random(seed)
    mensen = _mensen(max(1, aantal // 3), rnd)
    regels: list[bytes] = []
    for i in range(aantal):
        if i and rnd.random() < dubbel:
            regels.append(regels[rnd.randrange(max(0, i - 2000), i)])
            continue
        tijd = _BEGIN + timedelta(seconds=i * 7)
        if rnd.random() < laat:
            tijd -= timedelta(hours=rnd.randrange(1, 72))
        regel = _bericht(i, tijd, rnd.choice(mensen), rnd)
        regels.append(_breek(regel, i) if rnd.random() < stuk else regel)
    return regels


def _breek(regel: bytes, i: int) -> bytes:
    """Return a message that is set aside: cut off, a BSN that cannot be, or an unknown code."""
    match i % 3:
        case 0:
            return regel[: 300 + i % 300]
        case 1:
            return regel.replace(b'"bsn": "9', b'"bsn": "0')
        case _:
            return regel.replace(b'"0281"', b'"0002"')


def _mensen(aantal: int, rnd: random.Random) -> list[dict[str, Any]]:
    kennis = load_kennis()
    codes = sorted({c for p in kennis.profielen.values() for c in p.gemeenten})
    bsns = rnd.sample([b for n in range(999_000_000, 1_000_000_000) if is_bsn(b := str(n))], aantal)
    return [
        {
            "detentieId": f"D-{i:07d}",
            "gemeenteBrp": rnd.choice(codes),
            "ontvangerGemeente": "0281",
            "grondslag": "pbw-18a",
            "persoon": {
                "bsn": bsn,
                "geslachtsnaam": f"Naam{i}",
                "voornamen": f"Voornaam{i % 977}",
                "geboorte": {
                    "jaar": rnd.randrange(1950, 2005),
                    "maand": rnd.randrange(1, 13),
                    "dag": rnd.randrange(1, 29),
                },
            },
        }
        for i, bsn in enumerate(bsns)
    ]


def _bericht(i: int, tijd: datetime, mens: dict[str, Any], rnd: random.Random) -> bytes:
    soort = rnd.choice(_SOORTEN)
    return json.dumps(
        {
            "specversion": "1.0",
            "id": str(uuid.UUID(int=rnd.getrandbits(128), version=4)),
            "source": BRON,
            "type": TYPE_VAN_SOORT[soort],
            "time": tijd.isoformat().replace("+00:00", "Z"),
            "datacontenttype": "application/json",
            "dataschema": f"urn:nazorg:schema:{TYPE_VAN_SOORT[soort]}",
            "sequence": str(i + 1),
            "sequencetype": "Integer",
            # An attribute that we do not read, to weigh what real messages weigh.
            "toelichting": "x" * 260,
            "data": mens | _eigen(soort, tijd.date(), rnd),
        }
    ).encode()


def _eigen(soort: Soort, dag: date, rnd: random.Random) -> dict[str, Any]:
    einde = dag + timedelta(days=rnd.randrange(5, 400))
    verwacht = {
        "vroegst": einde.isoformat(),
        "laatst": (einde + timedelta(days=3)).isoformat(),
    }
    pi = rnd.choice(("ARN", "VUG", "GRA", "LWD"))
    match soort:
        case Soort.BEGONNEN:
            titel = {"titel": "gevangenisstraf", "beginDatum": dag.isoformat()}
            return titel | {"inrichting": pi, "verwachtEinde": verwacht}
        case Soort.GEWIJZIGD:
            return {"reden": "capaciteit", "verwachtEinde": verwacht}
        case Soort.OVERGEPLAATST:
            return {"inrichting": pi, "datum": dag.isoformat()}
        case _:
            return {"eindDatum": einde.isoformat(), "wijze": "einde_straf"}
