"""Times of notification: ours are marked as unverified, and an operator may set others."""

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, time
from pathlib import Path

import asyncpg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nazorg.bij.kennisgeving import BijAlarm
from nazorg.commands.opbouw import build_bij_deps
from nazorg.deps import BijDeps, Deps
from nazorg.integrations.smtp import SmtpPost
from nazorg.referentie.bij.laden import load_bij_kennis
from nazorg.referentie.bij.termijnen import TermijnFout, load_bijtijden, parse_tijden
from nazorg.usecases.bij.toon import toon_lijst
from nazorg.usecases.bij.verantwoord import toon_beheer
from nazorg.usecases.bij.verrijk import Bronnen
from nazorg.usecases.bij.werk import Werker
from nazorg.web.site import make_site
from nazorg.web.toegang import WebInstellingen
from tests.bij.berichten import gemeld, terugkeer, verlof
from tests.bij.conftest import Als, stuur
from tests.bij.kamer import WIM, open_browser
from tests.bij.mailserver import Postvak
from tests.bij.mensen import AMBTENAAR, ANNE, BEHEER, BURGEMEESTER, KARIN, toegang, wijs_aan
from tests.klok import VasteKlok
from tests.web.conftest import tekst_van

WORTEL = Path(__file__).resolve().parents[2]
BRON = "Werkafspraak BIJ Tiel, 3 december 2026"
ANDERS = f"""bron = "{BRON}"
[aanloop_dagen]
verlof = 3
definitief = 10
[kennisgeving]
lezen_werkdagen_snel = 1
lezen_werkdagen = 5
bellen_werkdagen = 2
spoed_werkdagen = 6
spoed_bellen_minuten = 1440
mail_wacht_minuten = 5
[stille_uren]
van = "08:30"
tot = 11:00:00
"""


@pytest.fixture
def met_anders(bij: BijDeps, tmp_path: Path) -> BijDeps:
    """The compartment as it starts with the times of this operator."""
    bestand = tmp_path / "tijden.toml"
    bestand.write_text(ANDERS, encoding="utf-8")
    kamer = bij.kamer
    return build_bij_deps(
        kamer.store,
        kamer.kluis,
        kamer.klok,
        Bronnen(bronnen={}),
        kennis=load_bij_kennis(bestand),
    )


def werker_van(bij: BijDeps, postvak: Postvak) -> Werker:
    return Werker(kamer=bij.kamer, post=SmtpPost(postvak.server), bronnen=bij.bronnen)


def test_without_a_file_all_times_are_ours_and_marked_as_unverified() -> None:
    tijden = load_bijtijden()

    assert all(t.eigen and "Geen bron bevestigt" in t.bron for t in tijden.tijden)
    assert tijden.termijnen.aanloop_dagen == {"verlof": 14, "definitief": 56}
    assert tijden.stil == (time(22), time(7))


def test_what_a_file_does_not_name_stays_ours(tmp_path: Path) -> None:
    bestand = tmp_path / "tijden.toml"
    bestand.write_text(f'bron = "{BRON}"\n[aanloop_dagen]\nverlof = 10\n', encoding="utf-8")

    tijden = load_bijtijden(bestand)

    assert tijden.termijnen.aanloop_dagen == {"verlof": 10, "definitief": 56}
    assert [t.naam for t in tijden.tijden if not t.eigen] == ["verlof"]
    assert len(tijden.tijden) == len(load_bijtijden().tijden)


@pytest.mark.parametrize(
    ("tekst", "zegt"),
    [
        ("[aanloop_dagen]\nverlof = 10", "bron"),
        ("bron = ' '", "bron"),
        ("bron = 3", "bron"),
        ("bron = 'x'\n[aanloop_dagen]\nverlof = 0", "van 1 tot en met 92"),
        ("bron = 'x'\n[aanloop_dagen]\nverlof = 93", "van 1 tot en met 92"),
        ("bron = 'x'\n[aanloop_dagen]\nverlof = true", "heel getal"),
        ("bron = 'x'\n[aanloop_dagen]\nverlof = 1.5", "heel getal"),
        ("bron = 'x'\n[aanloop_dagen]\nverlof = '10'", "heel getal"),
        ("bron = 'x'\n[aanloop_dagen]\nvrelof = 10", "'vrelof' kan niet in [aanloop_dagen]"),
        ("bron = 'x'\n[herinneren]\nx = 1", "'herinneren' kan niet"),
        ("bron = 'x'\naanloop_dagen = 10", "'aanloop_dagen' kan niet"),
        ("bron = 'x'\n[kennisgeving]\nmail_wacht_minuten = 4", "van 5 tot en met 240"),
        ("bron = 'x'\n[kennisgeving]\nlezen_werkdagen_snel = 4", "langer dan lezen_werkdagen"),
        ("bron = 'x'\n[stille_uren]\nvan = '25:00'", 'zoals "22:00"'),
        ("bron = 'x'\n[stille_uren]\nvan = 22", 'zoals "22:00"'),
        ("bron = 'x'\n[stille_uren]\nvan = '22:00+01:00'", 'zoals "22:00"'),
        ("bron = 'x'\n[stille_uren]\nvan = '12:00'", "langer dan 12 uur"),
        ("bron = 'x'\n[stille_uren]\nvan = 22:00", "dit is geen TOML"),
        ("bron 'x'", "dit is geen TOML"),
    ],
)
def test_a_time_that_cannot_hold_is_refused_in_dutch_with_its_place(
    tekst: str, zegt: str, tmp_path: Path
) -> None:
    bestand = tmp_path / "onze-tijden.toml"
    bestand.write_text(tekst, encoding="utf-8")

    with pytest.raises(TermijnFout) as fout:
        load_bijtijden(bestand)

    assert str(fout.value).startswith("onze-tijden.toml: ")
    assert zegt in str(fout.value)


@pytest.mark.parametrize("inhoud", [None, b"\xff\xfe"])
def test_a_file_that_cannot_be_read_is_named(inhoud: bytes | None, tmp_path: Path) -> None:
    bestand = tmp_path / "weg.toml"
    if inhoud is not None:
        bestand.write_bytes(inhoud)

    with pytest.raises(TermijnFout, match=r"NAZORG_BIJ_TERMIJNEN: .*weg\.toml is niet te lezen"):
        load_bijtijden(bestand)


@given(st.text(max_size=200))
def test_whatever_stands_in_a_file_is_times_or_a_sentence(tekst: str) -> None:
    for begin in ("", "bron = 'x'\n[kennisgeving]\n"):
        try:
            parse_tijden(begin + tekst, "f.toml")
        except TermijnFout as fout:
            assert str(fout).startswith("f.toml: ")  # noqa: PT017 - either outcome is right


@pytest.mark.parametrize("opdracht", [("serve",), ("bij",), ("bij", "opnieuw")])
def test_a_wrong_time_stops_the_start_of_what_uses_it(
    opdracht: tuple[str, ...], tmp_path: Path
) -> None:
    bestand = tmp_path / "tijden.toml"
    bestand.write_text("bron = 'x'\n[kennisgeving]\nlezen_werkdagen = 99\n", encoding="utf-8")

    # No database at that address: it may not come so far.
    uit = subprocess.run(
        [sys.executable, "-m", "nazorg", *opdracht],
        env={
            "PYTHONPATH": str(WORTEL),
            "NAZORG_BIJ_TERMIJNEN": str(bestand),
            "NAZORG_DATABASE_URL": "postgresql://x@127.0.0.1:9/x",
            "NAZORG_DATA_DIR": str(tmp_path),
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert uit.returncode == 1
    assert "lezen_werkdagen in [kennisgeving] moet een heel getal zijn van 1 tot en met 15" in (
        uit.stderr
    )


async def test_the_page_says_of_each_time_what_holds_and_who_chose_it(als: Als) -> None:
    wim = await als(WIM)
    tekst = tekst_van((await wim.get("/bij/beheer")).text)

    assert "Keuze van nazorg. Geen bron bevestigt dit. Gewone aanloop bij verlof 14 dagen" in tekst
    assert "Weer mail vanaf 07:00 uur" in tekst
    assert "Ingesteld door uw beheerder" not in tekst


async def test_the_page_and_the_form_show_what_an_operator_set(
    met_anders: BijDeps, deps: Deps
) -> None:
    anders = make_site(deps, WebInstellingen(demo=True), bij=met_anders)
    async with open_browser(anders, WIM) as wim:
        tekst = tekst_van((await wim.get("/bij/beheer")).text)
        formulier = (await wim.get("/bij/aanwijzingen")).text

    assert f"Ingesteld door uw beheerder: {BRON} Gewone aanloop bij verlof 3 dagen" in tekst
    assert "Keuze van nazorg" not in tekst
    assert "Daarna bellen als iemand niet las na 2 werkdagen" in tekst
    assert 'name="stil_van" value="08:30"' in formulier


async def test_quiet_hours_of_an_operator_hold_for_who_is_designated_without(
    met_anders: BijDeps, postvak: Postvak, klok: VasteKlok
) -> None:
    """It is nine in the morning: by our own quiet hours a mail would go at once."""
    await wijs_aan(met_anders, replace(BURGEMEESTER, stil_van=None, stil_tot=None))
    await wijs_aan(met_anders, AMBTENAAR)
    await stuur(met_anders, gemeld())
    await werker_van(met_anders, postvak).doe_ronde()
    assert [m["To"].split("@")[0] for m in postvak.mails] == [KARIN.id]

    klok.zet(datetime(2026, 11, 23, 10, 1, tzinfo=UTC))
    await werker_van(met_anders, postvak).doe_ronde()
    assert len(postvak.mails) == 2


async def test_lead_reading_calling_urgency_and_patience_are_those_of_the_operator(
    met_anders: BijDeps, postvak: Postvak, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    await wijs_aan(met_anders, BURGEMEESTER)
    await wijs_aan(met_anders, AMBTENAAR)
    werker = werker_van(met_anders, postvak)
    # Monday. A leave in four days: with us quick, here with time enough, and urgent all the same.
    await stuur(met_anders, verlof(dagen=4))
    await stuur(met_anders, gemeld(meldingId="BIJ-2", terugkeer=terugkeer(60)))
    await werker.doe_ronde()

    rijen = await eigenaar.fetch("select lezen_voor::text, spoed from bij.kennisgeving")
    assert {tuple(r) for r in rijen} == {("2026-11-30", True), ("2026-11-30", False)}

    for wanneer, aantal in (
        (datetime(2026, 11, 24, 7, 59, tzinfo=UTC), 0),
        (datetime(2026, 11, 24, 11, tzinfo=UTC), 1),  # the urgent one, after a day
        (datetime(2026, 12, 1, 11, tzinfo=UTC), 1),  # the reading day of the other is over
        (datetime(2026, 12, 2, 11, tzinfo=UTC), 2),
    ):
        klok.zet(wanneer)
        for _ in range(2):
            await werker.doe_ronde()
        bellen = (await toon_lijst(await toegang(met_anders, KARIN))).bellen
        assert [b.naam for b in bellen] == [ANNE.naam] * aantal, wanneer

    postvak.is_vol = True
    await stuur(met_anders, gemeld(meldingId="BIJ-3"))
    await werker.doe_ronde()
    klok.verder(minutes=6)
    await werker.doe_ronde()
    beheer = await toon_beheer(BEHEER, met_anders.kamer)
    assert BijAlarm.MAIL_WACHT in [soort for soort, _, _ in beheer.alarmen]
