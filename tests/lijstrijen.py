"""Rows of a list as our reader reads them."""

from datetime import date
from typing import Any

from nazorg.berichten.lijst import Lijstsoort
from nazorg.berichten.soort import Soort
from nazorg.contract.lijst.kolommen import (
    raad_indeling,
)
from nazorg.contract.lijst.planrijen import lees_plan
from nazorg.contract.lijst.rijen import Gelezenrij, Lijstkennis, index_inrichtingen, lees_detentie
from nazorg.contract.lijst.tabel import Rij, Tabel
from nazorg.referentie.laden import load_gemeenten, load_inrichtingen
from nazorg.referentie.lijstwoorden import normaliseer
from tests.factories import TIEL
from tests.lijsten import KOPPEN, PLANKOPPEN, planrij

DETENTIE, PLAN = Lijstsoort.DETENTIE, Lijstsoort.PLAN
KENNIS = Lijstkennis(
    gemeente=TIEL,
    gemeenten={normaliseer(g.naam): g.code for g in load_gemeenten() if not g.einde},
    inrichtingen=index_inrichtingen(load_inrichtingen()),
    dag=date(2026, 11, 23),
)


def lees(*cellen: Any, koppen: tuple[str, ...] = KOPPEN) -> Gelezenrij:
    tabel = Tabel(koppen, (Rij("2", tuple(cellen)),))
    indeling = raad_indeling(tabel, DETENTIE, eerder={}, merken=[])
    return lees_detentie(tabel.rijen[0], indeling, KENNIS)


def plan(**anders: Any) -> Gelezenrij:
    tabel = Tabel(PLANKOPPEN, (Rij("2", tuple(planrij(**anders))),))
    return lees_plan(tabel.rijen[0], raad_indeling(tabel, PLAN, eerder={}, merken=[]), KENNIS)


def klachten(gelezen: Gelezenrij) -> list[str]:
    return [f.veld for f in gelezen.fouten]


def standen(gelezen: Gelezenrij) -> dict[str, str]:
    onderdelen = gelezen.blokken[Soort.PLAN_GEDEELD]["onderdelen"]
    return {o["leefgebied"]: o["stand"] for o in onderdelen}
