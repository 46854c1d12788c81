"""The truth is what the rules of the wire make of the messages.

The generator reads the truth from the lives. Here the messages are read once more, in the plainest
way that the rules allow, and both must agree: for whole years, cut years, noisy ones and any seed.
"""

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import pytest

from nazorg.berichten.soort import SOORT_VAN_TYPE, Soort
from nazorg.berichten.uitkomst import Deur, RuwBericht
from nazorg.contract.controles import Bekend
from nazorg.contract.lezen import Gelezen, Lezer
from nazorg.detenties.dossier import vouw_dossier
from nazorg.detenties.melding import Melding
from nazorg.detenties.routering import Kaart
from nazorg.kern.leefgebied import Stand
from nazorg.referentie.laden import load_gemeenten, load_inrichtingen, load_profielen
from nazorg.referentie.regelboek import load_regelboek
from nazorg.synthetic.generate import generate
from nazorg.synthetic.personen import BUITEN
from nazorg.werkvoorraad.werk import bepaal_werk

GEMEENTEN = load_gemeenten()
LEZER = Lezer(
    Bekend(frozenset(g.code for g in GEMEENTEN), frozenset(i.code for i in load_inrichtingen()))
)
ZONDER_PLAATS = (None, "0000", "1999")
HALF = datetime(2020, 6, 15, 9, 30, tzinfo=UTC)
BEGIN = datetime(2020, 2, 1, tzinfo=UTC)
LATER = datetime(2022, 1, 1, tzinfo=UTC)

Bericht = dict[str, Any]


@dataclass
class Dossier:
    """What all notices of one identity say."""

    berichten: list[Bericht] = field(default_factory=list)
    detenties: dict[str, list[Bericht]] = field(default_factory=dict)


def usable(regels: list[str]) -> list[Bericht]:
    """Return the messages that must be processed, once each, in order of time."""
    uit = []
    for regel in dict.fromkeys(regels):
        ruw = RuwBericht(inhoud=regel.encode(), deur=Deur.BESTAND, herkomst="test")
        if isinstance(LEZER.lees(ruw), Gelezen):
            bericht = json.loads(regel)
            if bericht["data"]["ontvangerGemeente"] not in BUITEN:
                uit.append(bericht)
    return sorted(uit, key=lambda b: (b["time"], int(b["sequence"])))


def valid(berichten: list[Bericht]) -> list[Bericht]:
    """Leave out what was withdrawn or replaced; a withdrawal can itself be withdrawn."""
    weg: set[str] = set()
    for bericht in reversed(berichten):
        if bericht["id"] not in weg:
            weg |= {bericht["data"].get("berichtId"), bericht["data"].get("vervangt")} - {None}
    return [b for b in berichten if b["id"] not in weg]


def soort(bericht: Bericht) -> Soort:
    return SOORT_VAN_TYPE[bericht["type"]]


def identity(bericht: Bericht) -> str:
    persoon = bericht["data"]["persoon"]
    los = f"los {bericht['data']['detentieId']}"
    return str(persoon.get("bsn") or persoon.get("skn") or los)


def successor(code: str | None) -> str | None:
    huidige = GEMEENTEN.huidige(code, op=date.max) if code else None
    return huidige.code if huidige else None


AANGESLOTEN = {successor(c) for p in load_profielen().values() for c in p.gemeenten}


def newest(berichten: list[Bericht], veld: str) -> Any:
    return next((b["data"][veld] for b in reversed(berichten) if b["data"].get(veld)), None)


def fold(alle: list[Bericht]) -> dict[str, Any]:
    """Return the state of one detention."""
    geldig = valid(alle)
    per_soort = {s: [b["data"] for b in geldig if soort(b) is s] for s in Soort}
    begonnen, beeindigd = per_soort[Soort.BEGONNEN], per_soort[Soort.BEEINDIGD]
    had_begin = any(soort(b) is Soort.BEGONNEN for b in alle)
    status = "lopend" if begonnen else "ingetrokken" if had_begin else "begin_ontbreekt"
    if beeindigd and status != "ingetrokken":
        status = "beeindigd"
    verwacht = next(
        (
            b["data"].get("verwachtEinde")
            for b in reversed(geldig)
            if soort(b) is Soort.BEGONNEN or "verwachtEinde" in b["data"]
        ),
        None,
    )
    return {
        "status": status,
        "inrichting": newest(geldig, "inrichting"),
        "begin": begonnen[-1]["beginDatum"] if begonnen else None,
        "einde": beeindigd[-1]["eindDatum"] if beeindigd else None,
        "wijze": beeindigd[-1]["wijze"] if beeindigd else None,
        "verwacht": [verwacht["vroegst"], verwacht["laatst"]] if verwacht else None,
        "titel": newest(geldig, "titel"),
        "verloven": leaves(geldig),
    }


def leaves(geldig: list[Bericht]) -> dict[str, dict[str, str]]:
    verloven: dict[str, dict[str, str]] = {}
    for bericht in geldig:
        data = bericht["data"]
        if "verlofId" in data:
            verlof = verloven.setdefault(data["verlofId"], {})
            naam = soort(bericht).value.removeprefix("verlof_")
            if naam != "gewijzigd":
                verlof["status"] = naam
            if "vanDatum" in data:
                verlof |= {"van": data["vanDatum"], "tot": data["totDatum"]}
    return verloven


def gemeente_and_route(berichten: list[Bericht]) -> dict[str, Any]:
    brp, vestiging = newest(berichten, "gemeenteBrp"), newest(berichten, "gemeenteVestiging")
    route = {"1999": {"rni"}, "0000": {"onbekend"}, None: {"onbekend"}}.get(brp, set[str]())
    if brp not in ZONDER_PLAATS and successor(brp) != brp:
        route.add("herindeeld")
    if brp not in ZONDER_PLAATS and successor(brp) not in AANGESLOTEN:
        route.add("buiten_gebied")
    if vestiging and successor(vestiging) != successor(brp):
        route.add("verschilt")
    zichtbaar = successor(brp) in AANGESLOTEN
    bekend = brp if zichtbaar else newest(berichten, "ontvangerGemeente")
    return {"gemeente": successor(bekend), "route": sorted(route)}


def count_tasks(dossiers: dict[str, Dossier], staat: dict[str, dict[str, Any]]) -> Counter[str]:
    taken: Counter[str] = Counter()
    for wie, dossier in dossiers.items():
        staten = [staat[detentie] for detentie in dossier.detenties]
        lopend = [s for s in staten if s["status"] == "lopend"]
        ontbreekt = [s for s in staten if s["status"] == "begin_ontbreekt"]
        taken["nieuwe_melding"] += len(lopend)
        taken["begin_ontbreekt"] += len(ontbreekt)
        verwacht = [s for s in lopend if s["verwacht"]]
        onmogelijk = sum(s["verwacht"][1] < s["begin"] for s in verwacht)
        # An end before the begin is no date to plan by.
        taken["vrijlating_nabij"] += len(verwacht) - onmogelijk
        taken["gegevens_beoordelen"] += onmogelijk
        if lopend or ontbreekt:
            taken["route_beoordelen"] += bool(staten[0]["route"])
            taken["nog_te_koppelen"] += wie.startswith("los ")
    return taken


def count_leefwerk(dossiers: dict[str, Dossier], kaart: Kaart) -> tuple[Counter[str], Counter[str]]:
    """Count the work of rules, and how the leefgebieden stand, by folding the messages."""
    taken, standen = Counter[str](), Counter[str]()
    for dossier in dossiers.values():
        stand = vouw_dossier([lees(b) for b in dossier.berichten], kaart=kaart)
        regels = load_regelboek().voor(stand.route.gemeente)
        werk = bepaal_werk(stand, feiten=(), regels=regels)
        taken.update(t.regel for t in werk.taken)
        standen.update(k.stand for k in werk.beeld.values())
    return taken, standen


def lees(bericht: Bericht) -> Melding:
    ruw = RuwBericht(inhoud=json.dumps(bericht).encode(), deur=Deur.BESTAND, herkomst="test")
    gelezen = LEZER.lees(ruw)
    assert isinstance(gelezen, Gelezen)
    return gelezen.melding


@pytest.mark.parametrize("noise", [False, True])
@pytest.mark.parametrize("tot", [None, HALF, BEGIN, LATER])
@pytest.mark.parametrize("seed", [1, 20, 300])
@pytest.mark.parametrize("profiel", ["nijmegen", "rivierenland"])
def test_truth_is_what_the_messages_say(
    profiel: str, seed: int, tot: datetime | None, *, noise: bool
) -> None:
    check(profiel, seed=seed, tot=tot, noise=noise)


@pytest.mark.parametrize("noise", [False, True])
def test_truth_is_what_the_messages_say_in_a_large_region(*, noise: bool) -> None:
    check("rotterdam-rijnmond", seed=1, tot=None, noise=noise)


def check(profiel: str, *, seed: int, tot: datetime | None, noise: bool) -> None:
    opbrengst = generate(load_profielen()[profiel], jaar=2020, seed=seed, noise=noise, tot=tot)
    dossiers: dict[str, Dossier] = {}
    for bericht in usable(opbrengst.regels):
        dossier = dossiers.setdefault(identity(bericht), Dossier())
        dossier.berichten.append(bericht)
        sleutel = f"{bericht['source']}|{bericht['data']['detentieId']}"
        dossier.detenties.setdefault(sleutel, []).append(bericht)

    staat = {
        sleutel: fold(berichten) | gemeente_and_route(dossier.berichten)
        for dossier in dossiers.values()
        for sleutel, berichten in dossier.detenties.items()
    }
    waarheid = opbrengst.waarheid
    verteld = waarheid["per_detentie"]
    assert isinstance(verteld, dict)
    personen = {sleutel: detentie["persoon"] for sleutel, detentie in verteld.items()}

    for sleutel, detentie in staat.items():
        assert detentie | {"persoon": personen[sleutel]} == verteld[sleutel]
    assert len(staat) == len(verteld)
    assert waarheid["dossiers"] == len(dossiers)
    taken = waarheid["taken_open"]
    assert isinstance(taken, dict)
    geteld = count_tasks(dossiers, staat)
    kaart = Kaart(GEMEENTEN, date.max, frozenset(filter(None, AANGESLOTEN)))
    uit_fold, standen = count_leefwerk(dossiers, kaart)
    geteld.update({r: uit_fold[r] for r in ("leefgebied", "direct_vrij", "net_vrij", "behoefte")})
    assert waarheid["leefgebieden"] == {s: standen[s] for s in Stand}
    assert taken == {naam: geteld[naam] for naam in taken}
    assert geteld.keys() <= taken.keys()
    for dossier in dossiers.values():
        assert len({personen[sleutel] for sleutel in dossier.detenties}) == 1
