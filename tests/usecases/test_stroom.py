"""A long stream: lanes, each person in one of them; answers in the order of the file."""

import asyncio
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

import asyncpg
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nazorg.berichten.soort import Soort
from nazorg.berichten.uitkomst import Ontvangst, RuwBericht, Uitkomst
from nazorg.deps import Deps
from nazorg.usecases.berichten.ontvang import Ontvanger
from nazorg.usecases.berichten.stroom import BANEN, VENSTER, baan_van, ontvang_stroom
from tests.factories import event, persoon, ruw


def van(n: int, **velden: Any) -> RuwBericht:
    """Return a message about person n, who is known by an SKN."""
    wie = persoon(bsn=None, skn=str(10_000 + n))
    return ruw(event(**{"id": f"b-{n}", "detentieId": f"D-{n}", "persoon": wie} | velden))


def partijen(berichten: Sequence[RuwBericht], grootte: int) -> Iterator[Sequence[RuwBericht]]:
    for i in range(0, len(berichten), grootte):
        yield berichten[i : i + grootte]


async def neem_in(
    deps: Deps, berichten: Sequence[RuwBericht], grootte: int
) -> list[list[Ontvangst]]:
    stroom = ontvang_stroom(partijen(berichten, grootte), ontvanger=deps.ontvanger)
    return [uit async for uit in stroom]


async def test_each_message_gets_its_own_answer_in_the_order_of_the_file(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    berichten = [van(n) for n in range(95)]
    berichten[13] = ruw(b"{half")
    berichten[57] = berichten[3]

    uit = await neem_in(deps, berichten, 10)

    assert [len(deel) for deel in uit] == [10] * 9 + [5]
    plat = [o for deel in uit for o in deel]
    for n, ontvangst in enumerate(plat):
        if n == 13:
            assert ontvangst.uitkomst is Uitkomst.APART_GEZET
        else:
            assert ontvangst.bericht_id == ("b-3" if n == 57 else f"b-{n}")
    assert plat[57].uitkomst is Uitkomst.DUBBEL
    assert await eigenaar.fetchval("select count(*) from nazorg.dossier") == 93


@pytest.mark.parametrize("aantal", [0, 1, 9, 10, 11, 20, 21, 30])
async def test_a_stream_of_any_length_ends(deps: Deps, aantal: int) -> None:
    uit = await neem_in(deps, [van(n) for n in range(aantal)], 10)

    assert sum(map(len, uit)) == aantal
    assert {o.uitkomst for deel in uit for o in deel} <= {Uitkomst.VERWERKT}


def test_a_person_has_one_lane_whatever_the_kind_and_the_spaces() -> None:
    begin, einde = event(), event(Soort.BEEINDIGD, id="ander", detentieId="D-9")
    zonder = ruw(event()).inhoud.replace(b": ", b":")

    assert len({baan_van(ruw(e).inhoud) for e in (begin, einde)} | {baan_van(zonder)}) == 1
    assert {baan_van(van(n).inhoud) for n in range(20)} == set(range(BANEN))
    for onleesbaar in (b"", b"{half", b"\xff", b"[]", b'"bsn"'):
        assert 0 <= baan_van(onleesbaar) < BANEN


def _als(soort: type[Ontvanger], deps: Deps) -> Ontvanger:
    o = deps.ontvanger
    return soort(o.store, o.kluis, o.klok, o.kennis, o.lezer, o.codes)


class Waarnemer(Ontvanger):
    """Notes which people are in two transactions at once, and how large a batch was."""

    __slots__ = ()
    tegelijk: ClassVar[set[bytes]] = set()
    samen: ClassVar[set[bytes]] = set()
    groottes: ClassVar[list[int]] = []

    async def ontvang(self, ruwe: Sequence[RuwBericht]) -> list[Ontvangst]:
        wie = {r.inhoud.partition(b'"skn": "')[2][:5] for r in ruwe}
        self.samen.update(self.tegelijk & wie)
        self.tegelijk.update(wie)
        self.groottes.append(len(ruwe))
        await asyncio.sleep(0.001)
        try:
            return await Ontvanger.ontvang(self, ruwe)
        finally:
            self.tegelijk.difference_update(wie)


async def test_no_person_is_in_two_batches_at_once_and_no_batch_is_too_large(deps: Deps) -> None:
    waarnemer = _als(Waarnemer, deps)
    Waarnemer.groottes.clear()
    berichten = [van(n % 7, id=f"m-{n}") for n in range(200)]

    uit = [d async for d in ontvang_stroom(partijen(berichten, 20), ontvanger=waarnemer)]

    assert sum(map(len, uit)) == sum(Waarnemer.groottes) == 200
    assert Waarnemer.samen == set()
    assert max(Waarnemer.groottes) <= 20


async def test_lanes_wait_until_they_are_full_so_that_no_transaction_is_for_a_few(
    deps: Deps,
) -> None:
    waarnemer = _als(Waarnemer, deps)
    Waarnemer.groottes.clear()
    berichten = [van(n) for n in range(1200)]

    uit = [d async for d in ontvang_stroom(partijen(berichten, 20), ontvanger=waarnemer)]

    assert sum(map(len, uit)) == 1200
    # Sixty would all be full. Each lane sends what it has left at the end, and once in a while
    # when the oldest batch waits for it; half as many again when each round were spread anew.
    assert len(Waarnemer.groottes) <= 60 + 2 * BANEN


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 3)), max_size=120))
@settings(max_examples=60, deadline=None)
def test_whatever_the_spread_and_the_speed_each_answer_is_its_own_and_in_order(
    stroom: list[tuple[int, int]],
) -> None:
    """Without a database: only the lanes. A message is (person, how long its batch takes)."""
    volgorde: dict[int, list[int]] = defaultdict(list)

    class Echo(Ontvanger):
        __slots__ = ()

        async def ontvang(self, ruwe: Sequence[RuwBericht]) -> list[Ontvangst]:
            for r in ruwe:
                m = msgspec.json.decode(r.inhoud)
                volgorde[m["wie"]].append(m["n"])
                for _ in range(m["traag"]):
                    await asyncio.sleep(0)
            namen = [str(msgspec.json.decode(r.inhoud)["n"]) for r in ruwe]
            return [Ontvangst(bron="b", bericht_id=n, uitkomst=Uitkomst.VERWERKT) for n in namen]

    berichten = [
        ruw(msgspec.json.encode({"bsn": f"p{wie}", "wie": wie, "n": n, "traag": traag}))
        for n, (wie, traag) in enumerate(stroom)
    ]

    async def loop() -> list[Ontvangst]:
        echo = object.__new__(Echo)
        delen = ontvang_stroom(partijen(berichten, 7), ontvanger=echo)
        return [o async for deel in delen for o in deel]

    assert [o.bericht_id for o in asyncio.run(loop())] == [str(n) for n in range(len(stroom))]
    # Of one person what came first was also taken in first.
    assert all(nummers == sorted(nummers) for nummers in volgorde.values())


class Traag(Ontvanger):
    """Holds every batch for a moment, and tells when it is done."""

    __slots__ = ()
    klaar: ClassVar[list[int]] = []

    async def ontvang(self, ruwe: Sequence[RuwBericht]) -> list[Ontvangst]:
        await asyncio.sleep(0.01)
        self.klaar.append(len(ruwe))
        return [Ontvangst(bron="b", bericht_id="x", uitkomst=Uitkomst.VERWERKT) for _ in ruwe]


async def test_no_more_is_read_than_a_window_ahead_of_the_answers() -> None:
    gelezen = 0

    def bron() -> Iterator[Sequence[RuwBericht]]:
        nonlocal gelezen
        for n in range(10 * VENSTER):
            gelezen += 1
            yield [van(n)]

    beantwoord = 0
    async for _ in ontvang_stroom(bron(), ontvanger=object.__new__(Traag)):
        beantwoord += 1
        assert gelezen <= beantwoord + VENSTER
    assert beantwoord == gelezen == 10 * VENSTER


async def test_who_stops_listening_lets_what_is_in_hand_end_and_begins_nothing_new() -> None:
    Traag.klaar.clear()
    # All about one person, so in one lane: there is always more that waits.
    stroom = ontvang_stroom(
        ([van(1), van(1)] for _ in range(10 * VENSTER)), ontvanger=object.__new__(Traag)
    )
    await anext(stroom)
    await stroom.aclose()  # type: ignore[attr-defined]
    toen = list(Traag.klaar)

    await asyncio.sleep(0.05)

    assert Traag.klaar == toen, "a transaction went on after the stream had ended"
    assert len(toen) == 2, "what is in hand ends, and what waits is not begun"


class Weinig(Ontvanger):
    """Answers fewer messages than it was given."""

    __slots__ = ()

    async def ontvang(self, ruwe: Sequence[RuwBericht]) -> list[Ontvangst]:
        return []


async def test_a_use_case_that_answers_too_little_is_a_fault_and_not_a_wait() -> None:
    async def lees() -> None:
        async with asyncio.timeout(5):
            async for _ in ontvang_stroom([[van(1), van(2)]], ontvanger=object.__new__(Weinig)):
                pass

    with pytest.raises(ValueError, match="zip"):
        await lees()


_AANTAL = 3 * BANEN * 10
_KAPOTTE = _AANTAL // 3 + 5
_KAPOT = f'"b-{_KAPOTTE}"'.encode()


class Stuk(Ontvanger):
    """Fails on the batch with one message in it, as a database that went away would."""

    __slots__ = ()

    async def ontvang(self, ruwe: Sequence[RuwBericht]) -> list[Ontvangst]:
        if any(_KAPOT in r.inhoud for r in ruwe):
            raise OSError("weg")
        return await Ontvanger.ontvang(self, ruwe)


async def test_a_batch_that_fails_says_so_and_what_was_answered_before_is_kept(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    antwoorden: list[Ontvangst] = []
    berichten = [van(n) for n in range(_AANTAL)]

    async def lees() -> None:
        async for deel in ontvang_stroom(partijen(berichten, 10), ontvanger=_als(Stuk, deps)):
            antwoorden.extend(deel)

    with pytest.raises(OSError, match="weg"):
        await lees()

    klaar = len(antwoorden)
    assert klaar <= _KAPOTTE - _KAPOTTE % 10
    assert [o.bericht_id for o in antwoorden] == [f"b-{n}" for n in range(klaar)]
    bewaard = {r[0] for r in await eigenaar.fetch("select bericht_id from nazorg.bericht")}
    assert {o.bericht_id for o in antwoorden} <= bewaard
    # Nothing in the same lane overtook what failed.
    baan = baan_van(van(_KAPOTTE).inhoud)
    erna = {f"b-{n}" for n in range(_KAPOTTE, _AANTAL) if baan_van(van(n).inhoud) == baan}
    assert not erna & bewaard
    weer = await neem_in(deps, berichten, 10)
    uitkomsten = [o.uitkomst for deel in weer for o in deel]
    assert uitkomsten[:klaar] == [Uitkomst.DUBBEL] * klaar
    assert await eigenaar.fetchval("select count(*) from nazorg.dossier") == _AANTAL
