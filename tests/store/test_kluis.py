"""What is locked opens only with its own key, for its own row, and not after damage."""

import base64
import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from nazorg.store.kluis import SLEUTEL_BYTES, Kluis, KluisFout, lees_sleutel

RIJ = b"dossier|bsn|1"
TEKST = "Daan Verhoeven, één dossier".encode()


@pytest.fixture
def kluis() -> Kluis:
    return Kluis(b"s" * SLEUTEL_BYTES, compartiment="nazorg")


def test_what_goes_in_comes_out(kluis: Kluis) -> None:
    for tekst in (TEKST, b"", bytes(70_000)):
        geheim = kluis.versleutel(tekst, voor=RIJ)
        assert kluis.ontsleutel(geheim, voor=RIJ) == tekst


def test_nothing_of_the_text_is_in_sight_and_the_same_text_looks_different(kluis: Kluis) -> None:
    eerste, tweede = (kluis.versleutel(TEKST, voor=RIJ) for _ in range(2))

    assert b"Verhoeven" not in eerste
    assert eerste != tweede


def test_it_does_not_open_for_another_row(kluis: Kluis) -> None:
    geheim = kluis.versleutel(TEKST, voor=RIJ)

    for anders in (b"dossier|bsn|2", b"dossier|skn|1", b"", RIJ + b"|"):
        with pytest.raises(KluisFout):
            kluis.ontsleutel(geheim, voor=anders)


@pytest.mark.parametrize(
    "ander",
    [
        Kluis(b"t" * SLEUTEL_BYTES, compartiment="nazorg"),
        Kluis(b"s" * SLEUTEL_BYTES, compartiment="bij"),
    ],
    ids=["other key", "other compartment"],
)
def test_it_does_not_open_with_another_key(kluis: Kluis, ander: Kluis) -> None:
    with pytest.raises(KluisFout):
        ander.ontsleutel(kluis.versleutel(TEKST, voor=RIJ), voor=RIJ)

    assert ander.index("bsn", "x") != kluis.index("bsn", "x")


def test_every_changed_byte_is_seen(kluis: Kluis) -> None:
    geheim = kluis.versleutel(b"kort", voor=RIJ)

    for plek in range(len(geheim)):
        stuk = bytearray(geheim)
        stuk[plek] ^= 1
        with pytest.raises(KluisFout):
            kluis.ontsleutel(bytes(stuk), voor=RIJ)


@pytest.mark.parametrize("lengte", [0, 2, 3, 11, 15, 20, 34])
def test_a_piece_of_it_does_not_open(lengte: int, kluis: Kluis) -> None:
    geheim = kluis.versleutel(b"kort", voor=RIJ)
    assert lengte < len(geheim)

    with pytest.raises(KluisFout):
        kluis.ontsleutel(geheim[:lengte], voor=RIJ)


def test_the_index_finds_the_same_value_again_and_no_other(kluis: Kluis) -> None:
    zelfde = Kluis(b"s" * SLEUTEL_BYTES, compartiment="nazorg")

    assert kluis.index("bsn", "999993653") == zelfde.index("bsn", "999993653")
    assert len(kluis.index("bsn", "999993653")) == 32
    anders = {kluis.index(s, w) for s in ("bsn", "skn") for w in ("999993653", "999990342")}
    assert len(anders) == 4


@pytest.mark.parametrize("lengte", [0, 16, 31, 33, 64])
def test_a_key_has_32_bytes(lengte: int) -> None:
    with pytest.raises(KluisFout):
        Kluis(bytes(lengte), compartiment="nazorg")


def test_a_key_in_base64_is_read() -> None:
    sleutel = b"k" * SLEUTEL_BYTES
    assert lees_sleutel(base64.b64encode(sleutel).decode()) == sleutel


@pytest.mark.parametrize("fout", ["geheim!", "abc", "sleutél"])
def test_a_key_that_is_no_base64_is_refused_and_not_repeated(fout: str) -> None:
    with pytest.raises(KluisFout) as gevangen:
        lees_sleutel(fout)

    assert fout not in str(gevangen.value)


def test_a_child_of_a_process_uses_no_nonce_of_its_parent() -> None:
    kluis = Kluis(b"k" * 32, compartiment="nazorg")
    kluis.versleutel(b"x", voor=b"rij")
    lees, schrijf = os.pipe()

    if (kind := os.fork()) == 0:
        os.write(schrijf, b"".join(kluis.versleutel(b"x", voor=b"rij")[3:15] for _ in range(90)))
        os._exit(0)
    os.waitpid(kind, 0)
    van_kind = os.read(lees, 12 * 90)

    nonces = [kluis.versleutel(b"x", voor=b"rij")[3:15] for _ in range(90)]
    nonces += [van_kind[i : i + 12] for i in range(0, len(van_kind), 12)]
    assert len(set(nonces)) == 180


def test_threads_never_share_a_nonce() -> None:
    kluis = Kluis(b"k" * 32, compartiment="nazorg")

    with ThreadPoolExecutor(8) as draden:
        geheimen = list(draden.map(lambda _: kluis.versleutel(b"x", voor=b"rij"), range(20_000)))

    assert len({g[3:15] for g in geheimen}) == 20_000
