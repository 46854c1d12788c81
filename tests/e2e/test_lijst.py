"""`nazorg lijst` as an operator meets it: the same words as the page, and nobody's data."""

from tests.e2e.systeem import Systeem
from tests.factories import BSN_DAAN, BSN_NINA, TIEL
from tests.lijsten import planrij, rij, to_csv, to_xlsx

FOUT_BSN = "123456780"


def schrijf(systeem: Systeem, naam: str, inhoud: bytes) -> str:
    plek = systeem.map_ / naam
    plek.write_bytes(inhoud)
    return str(plek)


async def test_a_list_is_tried_taken_in_and_then_a_double(systeem: Systeem) -> None:
    await systeem.start_databank()
    systeem.draai("migrate")
    lijst = schrijf(systeem, "lijst.csv", to_csv(rij(titel=""), rij(FOUT_BSN, naam="Geheim")))
    fouten = systeem.map_ / "fouten.csv"
    gewoon = ("lijst", lijst, "--gemeente", TIEL, "--titel", "isd")

    proef = systeem.draai(*gewoon, "--proef")
    eerste = systeem.draai(*gewoon, "--fouten", str(fouten))
    tweede = systeem.draai(*gewoon)

    assert [p.popen.returncode for p in (proef, eerste, tweede)] == [3, 3, 3]
    assert proef.uit == eerste.uit
    assert eerste.uit.decode().splitlines() == [
        "rij 3: BSN: Het BSN klopt niet met de elfproef.",
        "nieuw dossier   1",
        "bekend dossier  0",
        "wijkt           0",
        "dubbel          0",
        "fout            1",
    ]
    assert "dubbel          1" in tweede.uit.decode()
    assert "Geheim" in fouten.read_text(encoding="utf-8-sig")
    assert fouten.stat().st_mode & 0o077 == 0
    for proces in (proef, eerste, tweede):
        for woord in (BSN_DAAN, FOUT_BSN, "Verhoeven", "Geheim"):
            assert woord not in proces.tekst


async def test_plans_and_good_lists_end_with_status_zero(systeem: Systeem) -> None:
    await systeem.start_databank()
    systeem.draai("migrate")
    lijst = schrijf(systeem, "lijst.csv", to_csv(rij(), rij(BSN_NINA)))
    tabs = {"ID": [("BSN", "Naam", "Datum", "Status"), planrij()[:4]]}
    plan = schrijf(systeem, "dpan.xlsx", to_xlsx(tabs))

    eerst = systeem.draai("lijst", lijst, "--gemeente", TIEL)
    dan = systeem.draai("lijst", plan, "--gemeente", TIEL, "--soort", "plan")

    assert (eerst.popen.returncode, dan.popen.returncode) == (0, 0)
    assert "nieuw dossier   2" in eerst.uit.decode()
    assert "bekend dossier  1" in dan.uit.decode()


def test_what_is_wrong_with_the_command_is_one_dutch_sentence(systeem: Systeem) -> None:
    leeg = schrijf(systeem, "leeg.csv", b"")
    zonder = schrijf(systeem, "zonder.csv", to_csv(["x"], koppen=["Geheim"]))
    goed = schrijf(systeem, "goed.csv", to_csv(rij()))
    systeem.draai("migrate")

    for woorden, zin in (
        ((leeg, "--gemeente", TIEL), "Er staan geen rijen in dit bestand."),
        ((zonder, "--gemeente", TIEL), "Kies ook een kolom voor: BSN, Achternaam"),
        ((goed, "--gemeente", "9999"), "Deze gemeente is hier niet aangesloten."),
    ):
        proces = systeem.draai("lijst", *woorden)
        assert proces.popen.returncode == 1
        assert zin in proces.fout
        assert "Geheim" not in proces.tekst
