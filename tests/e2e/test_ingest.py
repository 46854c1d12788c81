"""`nazorg ingest`, given files that are no good: each is refused or set aside, and said."""

import asyncio
import gzip
import json
import os
import signal
from pathlib import Path

import pytest

from nazorg.berichten.soort import Soort
from tests.e2e.systeem import Proces, Systeem
from tests.factories import BSN_NINA, event, persoon
from tests.gif import een_val

_MAX_KB = 400 * 1024


def _goed(nummer: int) -> bytes:
    bericht = event(Soort.BEGONNEN, id=f"e-{nummer}", detentieId=f"D-{nummer}")
    return json.dumps(bericht).encode() + b"\n"


def _maak(map_: Path, naam: str, inhoud: bytes) -> str:
    pad = map_ / naam
    pad.write_bytes(inhoud)
    return str(pad)


def lees_telling(proces: Proces) -> dict[str, int]:
    """Return the outcomes that it counted, without those that did not occur."""
    paren = (regel.rsplit(maxsplit=1) for regel in proces.uit.decode().splitlines()[:4])
    return {naam: int(aantal) for naam, aantal in paren if aantal != "0"}


def test_what_is_set_aside_is_counted_and_costs_no_neighbour(systeem: Systeem) -> None:
    te_groot = b'{"id": "' + b"x" * 70_000 + b'"}\n'
    verkeerd_gecodeerd = _goed(1).replace(b"Verhoeven", "Hoevén".encode("latin-1"))
    utf16 = _goed(2).decode().encode("utf-16")
    half = _goed(3)[:200]
    inhoud = b"".join([b"geen JSON\n", te_groot, verkeerd_gecodeerd, _goed(4), b"[]\n", half])
    bestanden = [
        _maak(systeem.map_, "gemengd.jsonl", inhoud),
        _maak(systeem.map_, "utf16.jsonl", utf16),
    ]

    proces = systeem.draai("ingest", *bestanden)

    assert proces.popen.returncode == 3
    assert lees_telling(proces)["verwerkt"] == 1
    assert lees_telling(proces)["apart gezet"] >= 6
    assert "Het bericht is geen geldige JSON." in proces.uit.decode()
    assert "Verhoeven" not in proces.tekst


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_taken_in(
    systeem: Systeem,
) -> None:
    heel = gzip.compress(_goed(1) + _goed(2) * 500)
    stuk = bytearray(gzip.compress(os.urandom(50_000)))
    stuk[2000:2100] = bytes(100)
    (systeem.map_ / "map").mkdir()
    waarom = {
        "leeg.jsonl": ("het bestand is leeg", b""),
        "afgebroken.gz": ("beschadigd of afgebroken", heel[: len(heel) // 2]),
        "stuk.gz": ("beschadigd of afgebroken", bytes(stuk)),
        "kop.gz": ("beschadigd of afgebroken", heel[:5]),
    }
    slecht = [_maak(systeem.map_, naam, inhoud) for naam, (_, inhoud) in waarom.items()]
    goed = [
        _maak(systeem.map_, "goed.jsonl", _goed(7)),
        _maak(systeem.map_, "goed.jsonl.gz", gzip.compress(_goed(8))),
    ]
    map_, weg = str(systeem.map_ / "map"), str(systeem.map_ / "weg.jsonl")

    proces = systeem.draai("ingest", goed[0], *slecht, map_, weg, goed[1])

    assert proces.popen.returncode == 1
    assert lees_telling(proces)["verwerkt"] >= 2
    for naam, (reden, _) in waarom.items():
        assert any(naam in r and reden in r for r in proces.fout.splitlines()), naam
    assert f"{map_}: dit is een map, geen bestand" in proces.fout
    assert f"{weg}: dit bestand bestaat niet" in proces.fout
    assert "goed.jsonl" not in proces.fout


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_named(systeem: Systeem) -> None:
    dicht = _maak(systeem.map_, "dicht.jsonl", _goed(1))
    Path(dicht).chmod(0)

    proces = systeem.draai("ingest", dicht)

    assert proces.popen.returncode == 1
    assert f"{dicht}: het bestand is niet te lezen" in proces.fout


@pytest.mark.parametrize("einde", [b"", b"\n"])
def test_a_gzip_bomb_is_set_aside_in_little_memory(einde: bytes, systeem: Systeem) -> None:
    bom = systeem.map_ / "bom.gz"
    with gzip.open(bom, "wb", compresslevel=6) as bestand:
        for _ in range(200):
            bestand.write(bytes(1_000_000))
        bestand.write(einde)

    proces = systeem.draai("ingest", str(bom), seconden=30)

    assert bom.stat().st_size < 400_000
    assert proces.popen.returncode == 3
    assert lees_telling(proces) == {"apart gezet": 1}
    assert 0 < proces.top_kb < _MAX_KB


def test_standard_input_is_a_file_too_and_the_same_again_is_double(systeem: Systeem) -> None:
    bestand = Path(_maak(systeem.map_, "goed.jsonl", _goed(1) + b"\n\r\n" + _goed(2)))

    eerste = systeem.draai("ingest", "-", invoer=bestand)
    tweede = systeem.draai("ingest", str(bestand), "-", invoer=bestand)
    leeg = systeem.draai("ingest", "-")

    assert (eerste.popen.returncode, lees_telling(eerste)) == (0, {"verwerkt": 2})
    assert (tweede.popen.returncode, lees_telling(tweede)) == (0, {"dubbel": 4})
    assert (leeg.popen.returncode, lees_telling(leeg)) == (1, {})


async def test_what_comes_through_a_pipe_is_taken_in_while_the_pipe_is_silent(
    systeem: Systeem,
) -> None:
    await systeem.start_databank()
    assert systeem.draai("migrate").popen.returncode == 0
    pijp = systeem.map_ / "pijp"
    os.mkfifo(pijp)
    schrijver = os.open(pijp, os.O_RDWR)
    proces = systeem.start("ingest", "-", invoer=pijp)

    for nummer in (1, 2):
        os.write(schrijver, _goed(nummer))
        await wacht_tot_er(systeem, nummer)
    os.write(schrijver, _goed(3))
    os.close(schrijver)

    assert proces.wacht(20) == 0
    assert lees_telling(proces) == {"verwerkt": 3}


async def test_who_stops_it_does_not_wait_for_the_next_message(systeem: Systeem) -> None:
    await systeem.start_databank()
    assert systeem.draai("migrate").popen.returncode == 0
    pijp = systeem.map_ / "pijp"
    os.mkfifo(pijp)
    schrijver = os.open(pijp, os.O_RDWR)
    proces = systeem.start("ingest", "-", invoer=pijp)
    os.write(schrijver, _goed(1))
    await wacht_tot_er(systeem, 1)

    status = proces.stop(signal.SIGINT)
    os.close(schrijver)

    assert status != 0
    assert "Traceback" not in proces.tekst
    assert "Fatal" not in proces.tekst


async def wacht_tot_er(systeem: Systeem, aantal: int) -> None:
    async with asyncio.timeout(30):
        telling = "select count(*) from nazorg.bericht"
        while await systeem.vraag(telling) < aantal:  # noqa: ASYNC110 - it has no event
            await asyncio.sleep(0.1)


async def test_a_line_on_which_our_own_code_fails_is_set_aside_and_costs_no_neighbour(
    systeem: Systeem,
) -> None:
    gif = json.dumps(event(id="gif-1", detentieId="D-gif", persoon=persoon(BSN_NINA))).encode()
    bestand = _maak(systeem.map_, "gif.jsonl", b"\n".join([_goed(1).strip(), gif, _goed(2)]))
    await systeem.start_databank()
    assert systeem.draai("migrate").popen.returncode == 0

    async with systeem.kijk() as db, een_val(db):
        proces = systeem.draai("ingest", bestand)
        nog_eens = systeem.draai("ingest", bestand)

    assert proces.popen.returncode == 3
    assert lees_telling(proces) == {"verwerkt": 2, "apart gezet": 1}
    assert "1 keer: Door een fout in nazorg is dit bericht niet verwerkt." in proces.uit.decode()
    assert "message.set_aside_by_bug" in proces.fout
    assert (nog_eens.popen.returncode, lees_telling(nog_eens)) == (0, {"dubbel": 3})
