"""A pipe gives what came, in order, while it is silent too; and says what was wrong with it."""

import asyncio
import threading
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nazorg.berichten.uitkomst import Deur, RuwBericht
from nazorg.commands.pijp import lees_mee


def ruw(nummer: int) -> RuwBericht:
    return RuwBericht(inhoud=str(nummer).encode(), deur=Deur.BESTAND, herkomst="-")


@given(aantal=st.integers(0, 60), grootte=st.integers(1, 9))
def test_all_of_it_comes_in_order_and_never_more_at_a_time(aantal: int, grootte: int) -> None:
    async def lees() -> list[list[RuwBericht]]:
        return [p async for p in lees_mee(iter([ruw(n) for n in range(aantal)]), grootte)]

    partijen = asyncio.run(lees())

    assert [b for p in partijen for b in p] == [ruw(n) for n in range(aantal)]
    assert all(len(p) <= grootte for p in partijen)


async def test_what_came_before_a_silence_does_not_wait_for_its_end() -> None:
    verder = threading.Event()

    def bron() -> Iterator[RuwBericht]:
        yield ruw(1)
        verder.wait(30)
        yield ruw(2)

    gezien: list[int] = []
    async for partij in lees_mee(bron(), 500):
        gezien.append(len(partij))
        if gezien[-2:] == [1, 0]:  # it came, and then nothing
            verder.set()

    assert sum(gezien) == 2


async def test_what_goes_wrong_while_reading_is_raised_after_what_was_read() -> None:
    def bron() -> Iterator[RuwBericht]:
        yield ruw(1)
        raise OSError("weg")

    gekregen: list[RuwBericht] = []

    async def lees() -> None:
        async for partij in lees_mee(bron(), 500):
            gekregen.extend(partij)

    with pytest.raises(OSError, match="weg"):
        await lees()
    assert gekregen == [ruw(1)]


async def test_who_writes_faster_than_we_take_waits() -> None:
    gelezen: list[int] = []

    def bron() -> Iterator[RuwBericht]:
        for n in range(100):
            gelezen.append(n)
            yield ruw(n)

    partijen = lees_mee(bron(), 5)
    while not await anext(partijen):
        pass
    await asyncio.sleep(0.2)

    assert len(gelezen) <= 5 + 2 * 5 + 1
    async for _ in partijen:
        pass
    assert len(gelezen) == 100
