"""A list with a row on which our own code fails: that row is set aside, and the others go on."""

import itertools
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace

import asyncpg
import pytest
from structlog.testing import capture_logs

from nazorg.berichten.eigen_fout import MAX_APART, TeVeelFouten
from nazorg.berichten.uitkomst import Deur, Ontvangst, RuwBericht, Uitkomst
from nazorg.contract.gelezen import Lezing
from nazorg.contract.lezen import Lezer
from nazorg.deps import Deps
from nazorg.usecases.invoer.eigen_fout import EIGEN_FOUT, Proefuitslag, Rijproef
from nazorg.usecases.invoer.verwerk import Lijstverwerker
from tests.factories import BRON, BSN_DAAN, BSN_NINA, BSN_STEF
from tests.invoer import FOUT, NIEUW, ONZE_BRON, STAND, Invoer, uitkomsten
from tests.lijsten import rij

_VAL = """
create or replace function public.lijst_val() returns trigger language plpgsql as $$
begin
  if new.geslachtsnaam = 'Giftig' then raise division_by_zero; end if;
  return new;
end $$;
create trigger lijst_val before insert on nazorg.dossier
  for each row execute function public.lijst_val()"""
GOED, GIF, OOK_GOED = rij(BSN_DAAN), rij(BSN_NINA, naam="Giftig"), rij(BSN_STEF)


@pytest.fixture
async def val(eigenaar: asyncpg.Connection) -> AsyncIterator[None]:
    await eigenaar.execute(_VAL)
    yield
    await eigenaar.execute("drop trigger lijst_val on nazorg.dossier")
    await eigenaar.execute("drop function public.lijst_val")


@pytest.fixture
def invoer(deps: Deps) -> Invoer:
    return Invoer(deps)


@pytest.mark.usefixtures("val")
async def test_a_row_on_which_our_code_fails_costs_no_other_row_its_trial(
    invoer: Invoer, eigenaar: asyncpg.Connection
) -> None:
    voor = tuple(await eigenaar.fetchrow(STAND) or ())

    verslag = await invoer.verwerker.beproef(invoer.lijst(GOED, GIF, OOK_GOED))

    assert uitkomsten(verslag) == [NIEUW, FOUT, NIEUW]
    assert verslag.rijen[1].zinnen == (EIGEN_FOUT,)
    assert tuple(await eigenaar.fetchrow(STAND) or ()) == voor


@pytest.mark.usefixtures("val")
async def test_it_is_set_aside_and_the_others_are_taken_in(
    invoer: Invoer, eigenaar: asyncpg.Connection
) -> None:
    with capture_logs() as regels:
        verslag = await invoer.verwerker.neem_op(invoer.lijst(GOED, GIF, OOK_GOED))

    assert uitkomsten(verslag) == [NIEUW, FOUT, NIEUW]
    assert verslag.rijen[1].zinnen == ("Dit is niet opgenomen. Kijk bij Berichten.",)
    assert await eigenaar.fetchval("select count(*) from nazorg.dossier") == 2
    apart = await eigenaar.fetch(
        "select herkomst, deur from nazorg.bericht where reden = 'eigen_fout'"
    )
    assert {tuple(r) for r in apart} == {("lijst, rij 3", "bestand")}
    assert {r["fout"] for r in regels} == {"DivisionByZeroError"}
    assert "Giftig" not in str(regels)
    assert BSN_NINA not in str(regels)


class Struikelend(Lezer):
    """Reads every message but those of one person."""

    def __init__(self, echt: Lezer) -> None:
        self._echt = echt

    def lees(self, bericht: RuwBericht) -> Lezing:
        if b"Giftig" in bericht.inhoud:
            raise ZeroDivisionError
        return self._echt.lees(bericht)


async def test_a_row_that_cannot_even_be_read_by_a_fault_of_ours_is_told_of(deps: Deps) -> None:
    invoer, lezer = Invoer(deps), Struikelend(deps.ontvanger.lezer)
    verwerker = Lijstverwerker(replace(deps.ontvanger, lezer=lezer), ONZE_BRON)

    verslag = await verwerker.neem_op(invoer.lijst(GOED, GIF, OOK_GOED))

    assert uitkomsten(verslag) == [NIEUW, FOUT, NIEUW]
    assert verslag.rijen[1].zinnen == (EIGEN_FOUT,)


@dataclass
class Ontvanger:
    """Fails on some messages, as often as it is told."""

    gif: set[bytes]
    keer: int = 10_000
    gezien: int = 0

    async def beproef(self, ruwe: Sequence[RuwBericht]) -> Proefuitslag:
        self.gezien += len(ruwe)
        if self.keer and self.gif & {r.inhoud for r in ruwe}:
            self.keer -= 1
            raise ZeroDivisionError
        return [(Ontvangst(BRON, r.herkomst, Uitkomst.VERWERKT), None) for r in ruwe]


def _rijen(aantal: int) -> list[list[RuwBericht]]:
    """Return rows of no message (it was refused), of one and of two."""
    return [[_bericht(f"{i}.{j}") for j in range(i % 3)] for i in range(aantal)]


def _bericht(naam: str) -> RuwBericht:
    return RuwBericht(inhoud=naam.encode(), deur=Deur.BESTAND, herkomst=naam)


@pytest.mark.parametrize("gif", [set(), {b"1.0"}, {b"98.1"}, {b"1.0", b"2.1", b"50.0"}])
async def test_every_row_keeps_its_own_answer(gif: set[bytes]) -> None:
    rijen = _rijen(99)

    uit = await Rijproef(rijen, Ontvanger(gif).beproef).doe()

    for ruwe, deel in zip(rijen, uit, strict=True):
        is_gif = bool(gif & {r.inhoud for r in ruwe})
        antwoord = None if deel is None else [a.bericht_id for a, _ in deel]
        assert antwoord == (None if is_gif else [r.herkomst for r in ruwe])


async def test_what_fails_once_is_nobodys_fault() -> None:
    uit = await Rijproef(_rijen(20), Ontvanger({b"7.0"}, keer=1).beproef).doe()

    assert None not in uit


async def test_of_two_rows_that_fail_only_together_the_later_one_waits() -> None:
    async def beproef(ruwe: Sequence[RuwBericht]) -> Proefuitslag:
        if {b"4.0", b"17.0"} <= {r.inhoud for r in ruwe}:
            raise ZeroDivisionError
        return await Ontvanger(set()).beproef(ruwe)

    uit = await Rijproef(_rijen(20), beproef).doe()

    assert [i for i, deel in enumerate(uit) if deel is None] == [17]


async def test_twenty_bad_rows_of_a_thousand_cost_a_few_trials_of_the_whole() -> None:
    ontvanger = Ontvanger({b"%d.0" % i for i in range(1, 1000, 51)})

    uit = await Rijproef(_rijen(1000), ontvanger.beproef).doe()

    assert uit.count(None) == len([i for i in range(1, 1000, 51) if i % 3])
    assert ontvanger.gezien < 10 * 1000


async def test_a_fault_that_comes_and_goes_ends_too() -> None:
    keer = itertools.count()

    async def beproef(ruwe: Sequence[RuwBericht]) -> Proefuitslag:
        if len(ruwe) == 20 and next(keer) % 2 == 0:
            raise ZeroDivisionError
        return await Ontvanger(set()).beproef(ruwe)

    with pytest.raises(TeVeelFouten):
        await Rijproef([[_bericht(str(i))] for i in range(20)], beproef).doe()


async def test_when_too_many_rows_fail_we_are_wrong_and_not_the_list() -> None:
    gif = {b"%d.0" % i for i in range(MAX_APART * 3 + 6)}

    with pytest.raises(TeVeelFouten):
        await Rijproef(_rijen(99), Ontvanger(gif).beproef).doe()


async def test_a_database_that_is_away_is_said_at_once() -> None:
    async def weg(_: Sequence[RuwBericht]) -> Proefuitslag:
        raise ConnectionRefusedError

    with pytest.raises(ConnectionRefusedError):
        await Rijproef(_rijen(9), weg).doe()
