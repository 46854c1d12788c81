"""Rules that changed count now, for every dossier they are about, and for no other."""

import json
import subprocess
import sys
from importlib import resources
from typing import Any

import asyncpg
import pytest

from nazorg.deps import Deps
from nazorg.referentie.regelbestand import parse_regels
from nazorg.referentie.regelboek import load_regelboek, make_regelboek
from nazorg.store.kluis import Kluis, KluisFout
from nazorg.usecases.leefgebieden.herbereken import Gereedschap
from nazorg.usecases.leefgebieden.pas_regels_toe import pas_regels_toe
from nazorg.werkvoorraad.vingerafdruk import make_vingerafdruk
from tests.conftest import SLEUTEL
from tests.factories import BSN_NINA, BSN_STEF, NIJMEGEN, TIEL, event, persoon, ruw
from tests.usecases.leefgebieden import met, open_taken
from tests.usecases.test_verschoven import ZVH

PROEF = """
[[regel]]
id = "proef"
versie = {versie}
vanaf = 2020-01-01
leefgebied = "huisvesting"
naam = "Proef"
reden = "Proef {versie}"
bron = "een test"
uiterlijk = {{ anker = "melding", werkdagen = {dagen} }}
als = {{ standen = {{ huisvesting = ["onbekend"] }} }}
"""


def boek(bestand: str = "", erbij: str = "") -> Any:
    """Return the shipped rules, with something more in one file."""
    map_ = resources.files("nazorg.referentie").joinpath("regels")
    teksten = {b.name: b.read_text(encoding="utf-8") for b in map_.iterdir()}
    teksten = {n: t for n, t in teksten.items() if n.endswith(".toml")}
    if bestand:
        teksten[bestand] += erbij
    return make_regelboek({n: parse_regels(n, t) for n, t in teksten.items()})


def met_boek(deps: Deps, nieuw: Any) -> Gereedschap:
    object.__setattr__(deps.kennis, "regelboek", nieuw)
    return met(deps)


async def tel_proef(eigenaar: asyncpg.Connection) -> int:
    return int(
        await eigenaar.fetchval("select count(*) from nazorg.taak where onderwerp like '%proef'")
    )


@pytest.fixture(autouse=True)
async def twee(deps: Deps) -> None:
    """One person in Tiel, one in Nijmegen, by the rules that are shipped."""
    daar: dict[str, Any] = {"gemeenteBrp": NIJMEGEN, "ontvangerGemeente": NIJMEGEN}
    nina = persoon(bsn=BSN_NINA, geslachtsnaam="Smit")
    await deps.ontvang([ruw(event())])
    await deps.ontvang([ruw(event(persoon=nina, detentieId="N", **daar))])


async def test_rules_that_did_not_change_change_nothing(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    taken = await eigenaar.fetch("select * from nazorg.taak order by id")

    assert await pas_regels_toe(met(deps)) == 0
    assert await pas_regels_toe(met(deps)) == 0

    assert await eigenaar.fetch("select * from nazorg.taak order by id") == taken


async def test_a_new_rule_speaks_without_a_new_notice_and_once(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await pas_regels_toe(met(deps))
    na = met_boek(deps, boek("algemeen.toml", PROEF.format(versie=1, dagen=3)))

    assert await pas_regels_toe(na) == 2
    assert await pas_regels_toe(na) == 0

    assert (await open_taken(eigenaar))["proef"].isoformat() == "2026-11-25"
    assert await tel_proef(eigenaar) == 2


async def test_a_changed_rule_moves_its_tasks_and_a_removed_one_takes_them_along(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await pas_regels_toe(met_boek(deps, boek("algemeen.toml", PROEF.format(versie=1, dagen=3))))

    await pas_regels_toe(met_boek(deps, boek("algemeen.toml", PROEF.format(versie=2, dagen=5))))
    assert (await open_taken(eigenaar))["proef"].isoformat() == "2026-11-27"

    await pas_regels_toe(met_boek(deps, load_regelboek()))
    assert "proef" not in await open_taken(eigenaar)


async def test_work_that_somebody_finished_stays_finished_and_is_no_change(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await pas_regels_toe(met_boek(deps, boek("algemeen.toml", PROEF.format(versie=1, dagen=3))))
    await eigenaar.execute(
        """update nazorg.taak set status = 'afgehandeld', afgehandeld_op = now(),
        afgehandeld_door = 'x' where onderwerp like '%proef'"""
    )

    assert await pas_regels_toe(met_boek(deps, load_regelboek())) == 0

    klaar = await eigenaar.fetchval("select count(*) from nazorg.taak where status = 'afgehandeld'")
    assert klaar == 2


async def test_only_the_gemeente_whose_rules_changed_is_touched_and_nothing_wakes_for_nothing(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await pas_regels_toe(met(deps))
    await eigenaar.execute("update nazorg.taak set lijst = 'sluimert', bij_wijziging = true")

    regel = PROEF.format(versie=1, dagen=3)
    assert await pas_regels_toe(met_boek(deps, boek("nijmegen.toml", regel))) == 1

    rijen = await eigenaar.fetch("select distinct gemeente, lijst from nazorg.taak order by 1, 2")
    assert (NIJMEGEN, "doen") in {tuple(r) for r in rijen}
    assert [r[1] for r in rijen if r[0] == TIEL] == ["sluimert"]


async def test_what_follows_from_the_zvh_is_no_difference_and_wakes_nobody(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await pas_regels_toe(met(deps))
    await eigenaar.execute(ZVH)
    await eigenaar.execute("update nazorg.taak set lijst = 'sluimert', bij_wijziging = true")
    zwijgt = PROEF.format(versie=1, dagen=3).replace('"onbekend"', '"in_orde"')

    assert await pas_regels_toe(met_boek(deps, boek("algemeen.toml", zwijgt))) == 0

    assert await eigenaar.fetchval("select count(*) from nazorg.taak where lijst = 'doen'") == 0


async def test_others_hear_of_the_tasks_that_a_rule_brought_moved_or_took_away(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await pas_regels_toe(met(deps))
    drie, vijf = (PROEF.format(versie=v, dagen=d) for v, d in ((1, 3), (2, 5)))
    gehoord = []

    for regels in (boek("algemeen.toml", drie), boek("algemeen.toml", vijf), load_regelboek()):
        await eigenaar.execute("delete from nazorg.outbox")
        await pas_regels_toe(met_boek(deps, regels))
        rijen = await eigenaar.fetch("select type, inhoud::text from nazorg.outbox order by id")
        gehoord.append([(r[0], [t["status"] for t in json.loads(r[1])["taken"]]) for r in rijen])

    taken = "nl.nazorg.taken-gewijzigd.v1"
    assert gehoord == [[(taken, [s])] * 2 for s in ("open", "open", "vervallen")]


class Struikelend(Kluis):
    """Opens so many messages, and then no more."""

    over = 2

    def ontsleutel(self, geheim: bytes, *, voor: bytes) -> bytes:
        if voor.startswith(b"melding|"):
            self.over -= 1
            if self.over < 0:
                raise KluisFout
        return super().ontsleutel(geheim, voor=voor)


async def test_what_stopped_half_way_goes_on_where_it_was(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    stef = persoon(bsn=BSN_STEF, geslachtsnaam="Kramer")
    await deps.ontvang([ruw(event(persoon=stef, detentieId="S"))])
    goed = met_boek(deps, boek("algemeen.toml", PROEF.format(versie=1, dagen=3)))
    kapot = Struikelend(SLEUTEL, compartiment="nazorg")

    with pytest.raises(KluisFout):
        await pas_regels_toe(Gereedschap(deps.store, kapot, deps.klok, deps.kennis), batch=1)

    klaar = await eigenaar.fetch(
        "select gemeente from nazorg.regelstand where klaar_op is not null"
    )
    assert [r[0] for r in klaar] == [NIJMEGEN]
    assert await tel_proef(eigenaar) == 2
    assert await pas_regels_toe(goed, batch=1) == 1
    assert await pas_regels_toe(goed, batch=1) == 0
    assert await tel_proef(eigenaar) == 3


async def test_rules_that_come_back_are_counted_again(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    oud, nieuw = load_regelboek(), boek("algemeen.toml", PROEF.format(versie=1, dagen=3))
    for rules, aantal in ((oud, 0), (nieuw, 2), (oud, 2), (nieuw, 2)):
        assert await pas_regels_toe(met_boek(deps, rules)) == aantal

    assert "proef" in await open_taken(eigenaar)


# ---- the name of a set of rules


def test_the_same_rules_have_one_name_in_every_process() -> None:
    code = (
        "from nazorg.referentie.regelboek import load_regelboek as l;"
        "from nazorg.werkvoorraad.vingerafdruk import make_vingerafdruk as m;"
        "print(m(l().voor('0281')))"
    )
    namen = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": zaad, "PATH": ""},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for zaad in ("1", "2", "3")
    }

    assert namen == {make_vingerafdruk(load_regelboek().voor(TIEL))}


def test_another_rule_another_rhythm_or_another_gemeente_has_another_name() -> None:
    namen = {
        make_vingerafdruk(load_regelboek().voor(TIEL)),
        make_vingerafdruk(load_regelboek().voor(NIJMEGEN)),
        make_vingerafdruk(boek("algemeen.toml", PROEF.format(versie=1, dagen=3)).voor(TIEL)),
        make_vingerafdruk(boek("algemeen.toml", PROEF.format(versie=1, dagen=4)).voor(TIEL)),
    }

    assert len(namen) == 4
