"""Rows as one JSON parameter come out of PostgreSQL as they went in."""

from datetime import UTC, date, datetime
from uuid import UUID

import asyncpg
import msgspec
from hypothesis import given
from hypothesis import strategies as st

from nazorg.store.ids import Ids, first_id
from nazorg.store.rijen import Bytea, kolommen, pak_in, recordset, to_hex


class Rij(msgspec.Struct):
    id: UUID
    naam: str | None
    aantal: int
    dag: date | None
    moment: datetime
    geheim: Bytea | None
    woorden: list[str]
    gegevens: dict[str, str]


async def test_every_type_survives(databank: object, eigenaar: asyncpg.Connection) -> None:
    rij = Rij(
        UUID(int=7),
        'Łukasz "d\'Artagnan"\\ ☃',
        3,
        date(2026, 11, 23),
        datetime(2026, 11, 23, 8, 0, 0, 123456, UTC),
        to_hex(b"\x00\xff\\x"),
        ["een", "twee, drie", "{}"],
        {"a": "é"},
    )
    leeg = Rij(UUID(int=8), None, 0, None, rij.moment, None, [], {})

    rijen = await eigenaar.fetch(
        f"select {kolommen(Rij)} from {recordset(Rij)} order by id", pak_in([rij, leeg])
    )

    assert [tuple(r)[:5] for r in rijen] == [
        (rij.id, rij.naam, 3, rij.dag, rij.moment),
        (leeg.id, None, 0, None, rij.moment),
    ]
    assert [r["geheim"] for r in rijen] == [b"\x00\xff\\x", None]
    assert [r["woorden"] for r in rijen] == [["een", "twee, drie", "{}"], []]


@given(st.integers(0, 7_000_000_000).map(lambda s: datetime.fromtimestamp(s, UTC)))
def test_keys_are_uuid7_of_their_moment_and_differ(moment: datetime) -> None:
    maak_id = Ids(moment)
    sleutels = [maak_id() for _ in range(300)]

    assert len(set(sleutels)) == 300
    assert all(s.version == 7 and s.variant == "specified in RFC 4122" for s in sleutels)
    assert all(s.int >> 80 == int(moment.timestamp() * 1000) for s in sleutels)
    assert sleutels == sorted(sleutels)
    assert min(sleutels) > first_id(moment)
