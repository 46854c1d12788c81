"""The generated year has the figures it promises, keeps the contract, and repeats itself."""

import json
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import cache
from itertools import pairwise
from typing import Any

import pytest

from nazorg.berichten.soort import TYPE_VAN_SOORT, Soort
from nazorg.berichten.uitkomst import Deur, Reden, RuwBericht
from nazorg.contract.controles import Bekend
from nazorg.contract.lezen import Afgekeurd, Gelezen, Lezer, Lezing
from nazorg.kern.bsn import is_bsn
from nazorg.referentie.laden import load_gemeenten, load_inrichtingen, load_profielen
from nazorg.synthetic.generate import Opbrengst, generate
from nazorg.synthetic.personen import BUITEN, TESTBEREIK

PROFIELEN = ("nijmegen", "rivierenland", "rotterdam-rijnmond")
BEGIN = TYPE_VAN_SOORT[Soort.BEGONNEN]
HALF_JAAR = datetime(2020, 7, 1, 12, tzinfo=UTC)
LATER = datetime(2030, 1, 1, tzinfo=UTC)


@cache
def jaar(profiel: str, *, noise: bool, seed: int = 1, tot: datetime | None = None) -> Opbrengst:
    return generate(load_profielen()[profiel], jaar=2020, seed=seed, noise=noise, tot=tot)


def heel(regels: Iterable[str]) -> list[dict[str, Any]]:
    """Return the lines that are whole, once each, in order of arrival."""
    return [json.loads(regel) for regel in dict.fromkeys(regels) if regel.endswith("}}")]


def lezer() -> Lezer:
    gemeenten = frozenset(gemeente.code for gemeente in load_gemeenten())
    return Lezer(Bekend(gemeenten, frozenset(i.code for i in load_inrichtingen())))


def gelezen(opbrengst: Opbrengst) -> list[Lezing]:
    """Return each different line as the contract reads it."""
    lees = lezer().lees
    return [
        lees(RuwBericht(inhoud=regel.encode(), deur=Deur.BESTAND, herkomst="test"))
        for regel in dict.fromkeys(opbrengst.regels)
    ]


def telling(opbrengst: Opbrengst) -> dict[str, int]:
    berichten = opbrengst.waarheid["berichten"]
    assert isinstance(berichten, dict)
    return berichten


def detenties(opbrengst: Opbrengst) -> list[dict[str, Any]]:
    per_detentie = opbrengst.waarheid["per_detentie"]
    assert isinstance(per_detentie, dict)
    return list(per_detentie.values())


@pytest.mark.parametrize("noise", [False, True])
@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize(("profiel", "aantal"), [("rivierenland", 131), ("nijmegen", 210)])
def test_begin_notices_are_those_of_2020(
    profiel: str, aantal: int, seed: int, *, noise: bool
) -> None:
    begonnen = [
        uitkomst.melding
        for uitkomst in gelezen(jaar(profiel, noise=noise, seed=seed))
        if isinstance(uitkomst, Gelezen) and uitkomst.melding.soort is Soort.BEGONNEN
    ]
    assert len([m for m in begonnen if m.ontvanger not in BUITEN]) == aantal
    assert all(m.tijd.year == 2020 for m in begonnen)


def test_another_year_has_the_mean_volume_and_any_begin() -> None:
    opbrengst = generate(
        load_profielen()["rivierenland"], jaar=2025, seed=1, noise=False, begin=date(2024, 11, 20)
    )
    begonnen = [b for b in heel(opbrengst.regels) if b["type"] == BEGIN]
    assert len(begonnen) == 130
    assert all("2024-11-20" <= b["time"][:10] <= "2025-11-19" for b in begonnen)


@pytest.mark.parametrize("noise", [False, True])
def test_equal_arguments_give_equal_bytes(*, noise: bool) -> None:
    profiel = load_profielen()["rivierenland"]
    een = generate(profiel, jaar=2020, seed=7, noise=noise)
    twee = generate(profiel, jaar=2020, seed=7, noise=noise)
    ander = generate(profiel, jaar=2020, seed=8, noise=noise)
    assert een == twee
    assert json.dumps(een.waarheid) == json.dumps(twee.waarheid)
    assert een.regels != ander.regels


@pytest.mark.parametrize("profiel", PROFIELEN)
def test_without_noise_every_line_keeps_the_contract(profiel: str) -> None:
    opbrengst = jaar(profiel, noise=False)
    assert all(isinstance(uitkomst, Gelezen) for uitkomst in gelezen(opbrengst))
    soorten = {u.melding.soort for u in gelezen(opbrengst) if isinstance(u, Gelezen)}
    assert soorten == set(Soort)


@pytest.mark.parametrize("noise", [False, True])
@pytest.mark.parametrize("profiel", PROFIELEN)
def test_sequence_is_contiguous_in_order_of_time(profiel: str, *, noise: bool) -> None:
    berichten = heel(jaar(profiel, noise=noise).regels)
    berichten.sort(key=lambda b: int(b["sequence"]))
    assert [int(b["sequence"]) for b in berichten] == list(range(1, len(berichten) + 1))
    tijden = [b["time"] for b in berichten]
    assert tijden == sorted(tijden)
    assert len({b["id"] for b in berichten}) == len(berichten)


def test_without_noise_arrival_is_in_order_of_time() -> None:
    tijden = [b["time"] for b in heel(jaar("nijmegen", noise=False).regels)]
    assert tijden == sorted(tijden)


def bsns(profiel: str, *, noise: bool) -> list[str]:
    personen = [b["data"]["persoon"] for b in heel(jaar(profiel, noise=noise).regels)]
    return [p["bsn"] for p in personen if "bsn" in p]


@pytest.mark.parametrize("profiel", PROFIELEN)
def test_all_bsns_are_valid_and_never_those_of_a_person(profiel: str) -> None:
    zuiver = bsns(profiel, noise=False)
    assert all(is_bsn(bsn) and bsn.startswith(TESTBEREIK) for bsn in zuiver)
    assert all(bsn.startswith(TESTBEREIK) for bsn in bsns(profiel, noise=True))


def test_profiles_can_go_into_one_system() -> None:
    per_profiel = [set(bsns(profiel, noise=False)) for profiel in PROFIELEN]
    assert sum(map(len, per_profiel)) == len(set[str]().union(*per_profiel))
    ids = [b["data"]["detentieId"] for p in PROFIELEN for b in heel(jaar(p, noise=False).regels)]
    assert len(set(ids)) == sum(len(detenties(jaar(p, noise=False))) for p in PROFIELEN)


def test_nothing_but_a_bsn_looks_like_one() -> None:
    for bericht in heel(jaar("nijmegen", noise=True).regels):
        bericht["data"]["persoon"].pop("bsn", None)
        woorden = json.dumps(bericht).replace('"', " ").split()
        assert not any(is_bsn(woord) for woord in woorden)


def test_one_person_has_one_bsn_and_some_have_none() -> None:
    personen = [b["data"]["persoon"] for b in heel(jaar("nijmegen", noise=False).regels)]
    op_bsn = {(p["bsn"], p["geslachtsnaam"]) for p in personen if "bsn" in p}
    assert len(op_bsn) == len({bsn for bsn, _ in op_bsn})
    assert any("bsn" not in p and "skn" in p for p in personen)
    assert any("bsn" not in p and "skn" not in p for p in personen)


@pytest.mark.parametrize("profiel", PROFIELEN)
def test_lengths_of_stay_follow_the_profile(profiel: str) -> None:
    verblijf = [
        (date.fromisoformat(d["einde"]) - date.fromisoformat(d["begin"])).days
        for d in detenties(jaar(profiel, noise=False, tot=LATER))
        if d["begin"] and d["einde"]
    ]
    mix = load_profielen()[profiel].verblijfsduur
    for grens in (14, 30, 90, 365):
        beloofd = sum(deel for _, tot, deel in mix if tot <= grens)
        assert sum(dagen <= grens for dagen in verblijf) / len(verblijf) == pytest.approx(
            beloofd, abs=0.03
        )


def test_told_to_the_end_nobody_is_left_inside() -> None:
    waarheid = jaar("rivierenland", noise=False, tot=LATER).waarheid
    statussen = waarheid["detenties"]
    assert isinstance(statussen, dict)
    assert statussen["lopend"] == statussen["begin_ontbreekt"] == 0
    taken = waarheid["taken_open"]
    assert isinstance(taken, dict)
    over = {naam for naam, aantal in taken.items() if aantal}
    assert over == {"direct_vrij", "net_vrij", "leefgebied"}


@pytest.mark.parametrize("profiel", PROFIELEN)
def test_noise_adds_every_kind_of_trouble(profiel: str) -> None:
    opbrengst = jaar(profiel, noise=True)
    redenen = {u.reden for u in gelezen(opbrengst) if isinstance(u, Afgekeurd)}
    assert redenen == {
        Reden.ONGELDIG_BSN,
        Reden.ONBEKENDE_INRICHTING,
        Reden.ONBEKENDE_GEMEENTE,
        Reden.ONMOGELIJKE_DATUM,
        Reden.GEEN_JSON,
    }
    aantallen = telling(opbrengst)
    assert aantallen["dubbel"] >= 3
    assert aantallen["genegeerd"] >= 2
    reeks = [int(b["sequence"]) for b in heel(opbrengst.regels)]
    assert sum(een > twee for een, twee in pairwise(reeks)) >= 4
    assert has_begin_after_end_or_other_late(opbrengst)
    taken = opbrengst.waarheid["taken_open"]
    assert isinstance(taken, dict)
    assert taken["gegevens_beoordelen"] >= 1


def has_begin_after_end_or_other_late(opbrengst: Opbrengst) -> bool:
    """Tell whether a notice arrives after the end of its detention."""
    geeindigd: dict[str, str] = {}
    for bericht in heel(opbrengst.regels):
        detentie = bericht["data"]["detentieId"]
        if detentie in geeindigd and bericht["time"] < geeindigd[detentie]:
            return True
        if bericht["type"] == TYPE_VAN_SOORT[Soort.BEEINDIGD]:
            geeindigd[detentie] = bericht["time"]
    return False


def test_noise_has_old_addresses_that_are_put_right() -> None:
    adressen = [
        b
        for b in heel(jaar("rivierenland", noise=True).regels)
        if b["data"].get("reden") == "adres" and b["data"]["ontvangerGemeente"] not in BUITEN
    ]
    zonder = jaar("rivierenland", noise=False)
    verhuisd = [b for b in heel(zonder.regels) if b["data"].get("reden") == "adres"]
    assert len(adressen) > len(verhuisd)


def test_a_half_line_is_the_beginning_of_a_whole_one_and_may_come_twice() -> None:
    regels = jaar("nijmegen", noise=True).regels
    halve = [regel for regel in regels if not regel.endswith("}}")]
    assert len(halve) > len(set(halve))
    for half in halve:
        assert any(r.startswith(half) and r.endswith("}}") for r in regels)


@pytest.mark.parametrize("noise", [False, True])
@pytest.mark.parametrize("profiel", PROFIELEN)
def test_counts_of_the_truth_agree(profiel: str, *, noise: bool) -> None:
    opbrengst = jaar(profiel, noise=noise)
    aantallen = telling(opbrengst)
    uitkomsten = gelezen(opbrengst)
    afgekeurd = sum(isinstance(u, Afgekeurd) for u in uitkomsten)
    buiten = sum(isinstance(u, Gelezen) and u.melding.ontvanger in BUITEN for u in uitkomsten)
    assert aantallen == {
        "regels": len(opbrengst.regels),
        "uniek": len(set(opbrengst.regels)),
        "verwerkt": len(uitkomsten) - afgekeurd - buiten,
        "genegeerd": buiten,
        "apart_gezet": afgekeurd,
        "dubbel": len(opbrengst.regels) - len(uitkomsten),
        "wacht": 0,
    }
    statussen = Counter(d["status"] for d in detenties(opbrengst))
    assert opbrengst.waarheid["detenties"] == {
        status: statussen[status]
        for status in ("lopend", "beeindigd", "ingetrokken", "begin_ontbreekt")
    }
    assert opbrengst.waarheid["dossiers"] == len({d["persoon"] for d in detenties(opbrengst)})
    assert min(statussen.values()) >= 1


def test_ignored_notices_have_nothing_to_do_with_a_connected_gemeente() -> None:
    gemeenten = load_gemeenten()
    aangesloten = set()
    for profiel in load_profielen().values():
        for code in profiel.gemeenten:
            huidige = gemeenten.huidige(code, op=date.max)
            assert huidige is not None
            aangesloten |= {code, huidige.code}
    assert all(gemeenten.huidige(code, op=date.max) is not None for code in BUITEN)
    for uitkomst in gelezen(jaar("nijmegen", noise=True)):
        if isinstance(uitkomst, Gelezen):
            m = uitkomst.melding
            genoemd = {m.ontvanger, m.gemeente_brp, m.gemeente_vestiging}
            assert bool(genoemd & aangesloten) == (m.ontvanger not in BUITEN)


def test_truth_holds_no_bsn_and_no_name() -> None:
    opbrengst = jaar("rivierenland", noise=True)
    tekst = json.dumps(opbrengst.waarheid, ensure_ascii=False)
    for bericht in heel(opbrengst.regels):
        persoon = bericht["data"]["persoon"]
        assert persoon.get("bsn", "geen") not in tekst
        assert f'"{persoon["geslachtsnaam"]}"' not in tekst


def test_a_cut_is_the_beginning_of_the_same_story() -> None:
    geheel = jaar("rivierenland", noise=False)
    deel = jaar("rivierenland", noise=False, tot=HALF_JAAR)
    assert 0 < len(deel.regels) < len(geheel.regels)
    assert geheel.regels[: len(deel.regels)] == deel.regels
    assert all(b["time"] <= "2020-07-01T12:00:00Z" for b in heel(deel.regels))
    assert telling(deel)["verwerkt"] == len(deel.regels)
    gezien = {b["data"]["detentieId"] for b in heel(deel.regels)}
    assert len(detenties(deel)) == len(gezien)


def test_a_moment_without_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        jaar("rivierenland", noise=False, tot=datetime(2020, 7, 1))  # noqa: DTZ001 - the point
