"""How the streams are doing, for the foot of every page. One statement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec

from nazorg.berichten.alarm import Alarm, AlarmSoort
from nazorg.store.berichtzoeken import NIEUWSTE_EERST, VAN_GEMEENTE
from nazorg.store.transactie import Transactie


@dataclass(frozen=True, slots=True)
class Stroomcijfers:
    """laatste_op: the last message that came by itself. bewaakt_op: when the watch last looked.

    alarmen: what is wrong now, worst first.
    """

    laatste_op: datetime | None
    bewaakt_op: datetime | None
    alarmen: tuple[Alarm, ...]


# A list is brought by a person, so it says nothing about a stream. Kinds of alarm that others made
# stay out.
def kolommen(gemeenten: str, soorten: str) -> str:
    """Return three columns to select, for `to_cijfers`; by the names of the parameters.

    gemeenten, soorten: text[]; soorten is `SOORTEN`.
    """
    return f"""
  (select b.ontvangen_op from unnest({gemeenten}::text[]) g(code) cross join lateral (
    select id, ontvangen_op from nazorg.bericht b
    where {VAN_GEMEENTE} and bron not like '%:systeem:lijst-%'
    order by {NIEUWSTE_EERST} limit 1) b order by b.id desc limit 1),
  (select gedaan_op from nazorg.bewaking),
  (select coalesce(json_agg(json_build_array(soort, bron, kort, tekst, sinds, stroom)
      order by array_position({soorten}::text[], soort), sinds, bron, stroom), '[]')::text
    from nazorg.alarm where voorbij_op is null and soort = any({soorten}::text[]))"""


SOORTEN = [soort.value for soort in AlarmSoort]
_SQL = f"select {kolommen('$1', '$2')}"
_lees = msgspec.json.Decoder(list[tuple[AlarmSoort, str, str, str, datetime, str]]).decode


async def find(tx: Transactie, gemeenten: Sequence[str]) -> Stroomcijfers:
    return to_cijfers(*await tx.fetchrow(_SQL, list(gemeenten), SOORTEN))


def to_cijfers(laatste: datetime | None, bewaakt: datetime | None, tekst: str) -> Stroomcijfers:
    """Read the three columns."""
    alarmen = (
        Alarm(soort=soort, bron=bron, kort=kort, tekst=tekst, sinds=sinds, stroom=stroom)
        for soort, bron, kort, tekst, sinds, stroom in _lees(tekst)
    )
    return Stroomcijfers(laatste, bewaakt, tuple(alarmen))
