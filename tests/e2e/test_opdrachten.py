"""Every command, given what it should not be given: it says so in Dutch and leaves no mess."""

import asyncio
import base64
import json
import socket
from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from nazorg.commands.groep import nazorg
from nazorg.jobs.tafel import TAFEL
from tests.e2e.conftest import MaakStroom
from tests.e2e.site import open_site
from tests.e2e.systeem import NAZORG, Proces, Systeem, tot


def _paden(groep: click.Group, pad: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the words of every command, and of the commands under it."""
    yield pad
    context = click.Context(groep)
    for naam in groep.list_commands(context):
        onder = groep.get_command(context, naam)
        if isinstance(onder, click.Group):
            yield from _paden(onder, (*pad, naam))
        else:
            yield (*pad, naam)


_ENGELS = ("Usage", "Options", "Show ", "Error", "Missing", "Commands", "required", "invalid")


def _engels(tekst: str) -> list[str]:
    return [woord for woord in _ENGELS if woord in tekst]


def test_help_is_dutch(systeem: Systeem) -> None:
    # One as it is started; the others in this process: starting is a second each.
    proces = systeem.draai("--help")
    assert proces.popen.returncode == 0
    uitleggen = [proces.uit.decode()]
    for woorden in _paden(nazorg):
        antwoord = CliRunner().invoke(nazorg, [*woorden, "--help"], prog_name="nazorg")
        assert antwoord.exit_code == 0
        uitleggen.append(antwoord.output)

    assert len(uitleggen) > 20
    for uitleg in uitleggen:
        assert uitleg.startswith("Gebruik: nazorg")
        assert "Toon deze uitleg." in uitleg
        assert _engels(uitleg) == []


_WOORDEN = (
    ("ingets", "De opdracht ingets bestaat niet."),
    ("ingest", "FILE... ontbreekt."),
    ("ingest --hard x", "De optie --hard bestaat niet."),
    ("generate --year 2020", "--profile ontbreekt."),
    ("generate --profile x --year 2020", "Kies uit: nijmegen, rivierenland"),
    ("generate --profile nijmegen --year 1", "--year klopt niet: kies uit"),
    ("generate --profile nijmegen --year x", "dit is geen geheel getal"),
    ("status --truth /bestaat-niet", "bestaat niet."),
)


def test_wrong_words_are_answered_in_dutch(systeem: Systeem) -> None:
    processen = [(systeem.start(*woorden.split()), zin) for woorden, zin in _WOORDEN]

    for proces, zin in processen:
        assert proces.wacht(60) == 2
        assert zin in proces.fout
        assert _engels(proces.fout) == []


_SLEUTEL = base64.b64encode(b"k" * 32).decode()


_DICHT = "postgresql://u:geheim@127.0.0.1:1/nazorg"
_INSTELLINGEN = (
    ({"NAZORG_OMGEVING": "productie"}, "In productie is NAZORG_SLEUTEL verplicht"),
    ({"NAZORG_SLEUTEL": "zeer-geheim!"}, "NAZORG_SLEUTEL klopt niet: het moet 32 bytes"),
    ({"NAZORG_SLEUTEL": "geheim-é"}, "NAZORG_SLEUTEL klopt niet: het moet 32 bytes"),
    ({"NAZORG_SLEUTEL": "Z2VoZWlt"}, "NAZORG_SLEUTEL klopt niet: het moet 32 bytes"),
    ({"NAZORG_OMGEVING": "geheim"}, "Deze instelling klopt niet: NAZORG_OMGEVING"),
    ({"NAZORG_PORT": "geheim"}, "Deze instelling klopt niet: NAZORG_PORT"),
    ({"NAZORG_AFZENDERS": "geheim"}, "Deze instelling klopt niet: NAZORG_AFZENDERS"),
    ({"NAZORG_PROFIELEN": '["geheim"]'}, "NAZORG_PROFIELEN noemt een profiel"),
    ({"NAZORG_DATA_DIR": "/proc/nazorg"}, "De gegevensmap /proc/nazorg is niet bruikbaar"),
    ({"NAZORG_DATABASE_URL": "geheim"}, "klopt niet: NAZORG_DATABASE_URL"),
    ({"NAZORG_DATABASE_URL": _DICHT}, "Geen verbinding met de databank"),
    (
        {"NAZORG_DATABASE_URL": "postgresql://u:geheim@bestaat-niet.invalid/nazorg"},
        "Geen verbinding met de databank",
    ),
    # A password with a slash in it: the driver takes half of it for a port, and says so.
    ({"NAZORG_DATABASE_URL": "postgresql://u:gehe/im@h/db"}, "klopt niet: NAZORG_DATABASE_URL"),
)


def _zegt_alleen(proces: Proces, zin: str) -> None:
    """It failed with one Dutch sentence, in which nothing of what was set is repeated."""
    assert proces.wacht(60) == 1
    assert zin in proces.fout
    assert len(proces.fout.splitlines()) == 1
    assert _engels(proces.fout) == []
    for geheim in ("gehe", "é", "Z2Vo", _SLEUTEL):
        assert geheim not in proces.tekst


def test_a_setting_that_is_wrong_is_named_and_never_repeated(systeem: Systeem) -> None:
    processen = [(systeem.start("status", omgeving=omg), zin) for omg, zin in _INSTELLINGEN]

    for proces, zin in processen:
        _zegt_alleen(proces, zin)


def test_in_production_the_site_needs_the_key_of_each_compartment(systeem: Systeem) -> None:
    proces = systeem.start(
        "serve", omgeving={"NAZORG_OMGEVING": "productie", "NAZORG_SLEUTEL": _SLEUTEL}
    )

    _zegt_alleen(proces, "In productie is NAZORG_BIJ_SLEUTEL verplicht")


def test_without_a_database_every_command_that_ends_says_so(
    systeem: Systeem, stroom: MaakStroom
) -> None:
    bestand = str(stroom("rivierenland").bestand)
    opdrachten = (("migrate",), ("ingest", bestand), ("status", "--json"), ("verify-audit",))
    processen = [systeem.start(*w, omgeving={"NAZORG_DATABASE_URL": _DICHT}) for w in opdrachten]

    for proces in processen:
        _zegt_alleen(proces, "Geen verbinding met de databank")


def test_what_is_no_truth_is_not_compared_with(systeem: Systeem) -> None:
    bestand = systeem.map_ / "waarheid"
    bestand.write_text("{}\n{}\n")

    proces = systeem.draai("status", "--truth", str(bestand))

    assert proces.popen.returncode == 1
    assert "is geen truth-bestand van nazorg generate" in proces.fout


@pytest.mark.parametrize("opdracht", ["serve", "demo"])
def test_a_port_that_is_taken_is_said_clearly(opdracht: str, systeem: Systeem) -> None:
    with socket.create_server(("127.0.0.1", 0)) as bezet:
        poort = str(bezet.getsockname()[1])

        proces = systeem.draai(opdracht, omgeving={"NAZORG_PORT": poort})

    assert proces.popen.returncode == 1
    assert f"Poort {poort} is bezet. Kies een andere" in proces.fout


def test_migrating_twice_is_fine(systeem: Systeem) -> None:
    for _ in range(2):
        proces = systeem.draai("migrate")
        assert (proces.popen.returncode, proces.uit) == (0, b"De databank is bij.\n")


def test_the_same_seed_gives_the_same_bytes_and_another_seed_does_not(systeem: Systeem) -> None:
    waarheid = systeem.map_ / "waarheid"
    gemaakt = []
    for seed in ("1", "1", "2"):
        vraag = ("--profile", "rivierenland", "--year", "2020", "--noise", "--seed", seed)
        proces = systeem.draai("generate", *vraag, "--truth", str(waarheid))
        assert proces.popen.returncode == 0
        gemaakt.append((proces.uit, waarheid.read_bytes()))

    assert gemaakt[0] == gemaakt[1]
    assert gemaakt[0][0] != gemaakt[2][0]
    assert gemaakt[0][1] != gemaakt[2][1]


def test_a_reader_that_goes_away_is_no_fault_of_ours(systeem: Systeem) -> None:
    eerst = systeem.map_ / "eerst"
    vraag = "generate --profile nijmegen --year 2020"
    schelp = f"{NAZORG} {vraag} 2>fout | head -c 100 >{eerst.name}"

    async def draai() -> None:
        proces = await asyncio.create_subprocess_shell(schelp, cwd=systeem.map_)
        await proces.wait()

    asyncio.run(draai())
    assert len(eerst.read_bytes()) == 100
    assert (systeem.map_ / "fout").read_text() == ""


async def test_two_ticking_processes_do_each_slot_once_and_stop_when_told(
    systeem: Systeem,
) -> None:
    await systeem.start_databank()
    systeem.draai("migrate")
    paar = [systeem.start("jobs") for _ in range(2)]

    def gedaan() -> list[tuple[str, str]]:
        regels = [json.loads(regel) for proces in paar for regel in proces.fout.splitlines()]
        return [(r["job"], r["slot"]) for r in regels if r["event"] == "job.done"]

    await tot(lambda: {job for job, _ in gedaan()} == {job.naam for job in TAFEL}, 40)
    await asyncio.sleep(1)
    rijen = await systeem.vraag("select count(*) from nazorg.job_run where klaar_op is not null")

    assert len(gedaan()) == len(set(gedaan())) == rijen
    assert [proces.stop() for proces in paar] == [0, 0]


async def test_an_audit_row_that_was_changed_is_found(systeem: Systeem) -> None:
    await systeem.start_databank()
    async with open_site(systeem) as site:
        for persona in ("marieke-bos", "joyce-van-veen"):
            await site.meld_aan(persona)
    heel = systeem.draai("verify-audit")
    async with systeem.kijk() as db:
        await db.execute("set session_replication_role = replica")
        await db.execute("update nazorg.audit set actor = 'een ander' where volgnr = 1")

    geschonden = systeem.draai("verify-audit")

    assert (heel.popen.returncode, heel.uit[:9]) == (0, b"In orde: ")
    assert geschonden.popen.returncode == 5
    assert geschonden.uit == b"NIET IN ORDE: het logboek is veranderd vanaf regel 1.\n"
