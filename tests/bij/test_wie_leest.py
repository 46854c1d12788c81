"""An alert is read when the mayor read it, unless the register says that another reads for them."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, combinations

import asyncpg
import pytest

from nazorg.bij.aanwijzing import BESLISSERS, Functie, wie_telt
from nazorg.bij.kennisgeving import BijAlarm
from nazorg.deps import BijDeps
from nazorg.kern.medewerker import Medewerker
from nazorg.usecases.bij.aanwijzing import AanwijzingOnvolledig, Voorstel
from nazorg.usecases.bij.werk import Werker
from tests.bij.berichten import BUREN, TIEL, gemeld
from tests.bij.conftest import Als, stuur
from tests.bij.kamer import WIM
from tests.bij.mailserver import Postvak
from tests.bij.mensen import (
    AMBTENAAR,
    ANNE,
    BRAM,
    BURGEMEESTER,
    KARIN,
    voorstel,
    wijs_aan,
)
from tests.bij.test_aanwijzing import aanwijzing_van
from tests.bij.test_bellen import alarmen, belt, dagen, lees
from tests.bij.test_kennisgeving import van
from tests.klok import VasteKlok
from tests.web.conftest import tekst_van

NAMENS = replace(AMBTENAAR, leest_namens=True)
WAARNEMER = voorstel(BRAM, Functie.WAARNEMEND_BURGEMEESTER)
LOCO = voorstel(BRAM, Functie.LOCOBURGEMEESTER)


@pytest.mark.parametrize(
    ("register", "lezers", "is_gelezen"),
    [
        ((BURGEMEESTER, AMBTENAAR), (ANNE,), True),
        ((BURGEMEESTER, AMBTENAAR), (KARIN,), False),
        ((BURGEMEESTER, NAMENS), (KARIN,), True),
        ((BURGEMEESTER, NAMENS), (ANNE,), True),
        ((BURGEMEESTER, WAARNEMER, AMBTENAAR), (BRAM,), True),
        ((BURGEMEESTER, WAARNEMER, AMBTENAAR), (KARIN,), False),
        ((BURGEMEESTER, LOCO, AMBTENAAR), (BRAM,), False),
        ((LOCO, AMBTENAAR), (BRAM,), True),
        ((LOCO, AMBTENAAR), (KARIN,), False),
        ((WAARNEMER, LOCO, AMBTENAAR), (KARIN,), False),
    ],
    ids=str,
)
async def test_l06_only_who_counts_ends_the_repeat_the_call_and_the_alarm(
    register: Sequence[Voorstel],
    lezers: Sequence[Medewerker],
    is_gelezen: bool,
    bij: BijDeps,
    werker: Werker,
    postvak: Postvak,
    klok: VasteKlok,
) -> None:
    for wie in register:
        await wijs_aan(bij, wie)
    await stuur(bij, gemeld())
    await werker.doe_ronde()
    for wie_leest in lezers:
        await lees(bij, wie_leest)
    await dagen(werker, klok, 4)
    await werker.doe_ronde()

    andere = {v.persoon for v in register if v.functie in BESLISSERS} - {m.id for m in lezers}
    assert {p for p in andere if len(van(postvak.mails, p)) > 1} == (
        set() if is_gelezen else andere
    )
    assert set(await belt(bij, KARIN)) == (set() if is_gelezen else andere)
    assert await alarmen(bij) == ([] if is_gelezen else [(BijAlarm.ONGELEZEN, TIEL)])


async def test_an_official_who_did_not_read_is_no_alarm_when_the_mayor_did(
    bij: BijDeps, werker: Werker, postvak: Postvak, klok: VasteKlok
) -> None:
    await wijs_aan(bij, BURGEMEESTER)
    await wijs_aan(bij, AMBTENAAR)
    await stuur(bij, gemeld())
    await lees(bij, ANNE)
    await dagen(werker, klok, 5)

    assert await alarmen(bij) == []
    assert len(van(postvak.mails, KARIN.id)) == 2  # who has to work on it is told once more


async def test_that_somebody_reads_for_the_mayor_holds_in_that_gemeente_only(
    bij: BijDeps, werker: Werker, klok: VasteKlok
) -> None:
    await wijs_aan(bij, BURGEMEESTER)
    await wijs_aan(bij, AMBTENAAR)
    await wijs_aan(bij, replace(NAMENS, gemeente=BUREN))
    await stuur(bij, gemeld())
    await lees(bij, KARIN)
    await dagen(werker, klok, 5)

    assert (BijAlarm.ONGELEZEN, TIEL) in await alarmen(bij)


@pytest.mark.parametrize("functie", sorted(BESLISSERS))
async def test_only_an_official_can_read_for_the_mayor(bij: BijDeps, functie: Functie) -> None:
    with pytest.raises(AanwijzingOnvolledig, match="Alleen een aandachtsfunctionaris"):
        await wijs_aan(bij, voorstel(ANNE, functie, leest_namens=True))


async def test_the_register_is_asked_and_says_who_reads_for_the_mayor(
    als: Als, bij: BijDeps, eigenaar: asyncpg.Connection
) -> None:
    wim = await als(WIM)
    velden = {
        "gemeente": BUREN,
        "persoon": "nieuw-iemand",
        "naam": "Nieuw Iemand",
        "functie": "burgemeester",
        "van": "2026-11-01",
        "document": "Besluit 7",
        "email": "nieuw@voorbeeld.nl",
        "telefoon": "0344 00 00 00",
        "leest_namens": "ja",
    }
    fout = await wim.post("/bij/aanwijzingen", data=velden)
    assert fout.status_code == 422
    assert "Alleen een aandachtsfunctionaris" in tekst_van(fout.text)
    assert 'name="leest_namens" value="ja" checked' in fout.text

    goed = await wim.post("/bij/aanwijzingen", data=velden | {"functie": "aandachtsfunctionaris"})
    assert goed.status_code == 303
    pagina = (await wim.get("/bij/aanwijzingen")).text
    assert tekst_van(pagina).count("gemeente Buren Leest namens de burgemeester") == 1
    assert "checked" not in pagina
    namens = await eigenaar.fetch("select naam from bij.aanwijzing where leest_namens")
    assert [r[0] for r in namens] == ["Nieuw Iemand"]


def test_whoever_is_designated_somebody_counts_as_soon_as_somebody_decides() -> None:
    mensen = [
        aanwijzing_van(functie=f, persoon=f"{f}-{n}", leest_namens=n)
        for f in Functie
        for n in (False, True)
        if not n or f is Functie.AANDACHTSFUNCTIONARIS
    ]
    for groep in chain.from_iterable(combinations(mensen, n) for n in range(len(mensen) + 1)):
        telt = wie_telt(groep)
        assert telt <= {a.persoon for a in groep}
        if any(a.functie in BESLISSERS for a in groep):
            assert telt & {a.persoon for a in groep if a.functie in BESLISSERS}
        gewoon = {
            a.persoon
            for a in groep
            if a.functie is Functie.AANDACHTSFUNCTIONARIS and not a.leest_namens
        }
        assert not telt & gewoon
