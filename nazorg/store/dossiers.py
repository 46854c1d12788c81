"""Table dossier: one person, one row."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

import msgspec

from nazorg.detenties.dossier import Dossierstand
from nazorg.store.rijen import Bytea, pak_in, recordset, to_hex
from nazorg.store.transactie import Transactie


class _Rij(msgspec.Struct, omit_defaults=True):
    """What a notice may change of a dossier; `nummer` is None for a new one."""

    id: UUID
    gemeente: str
    status: str
    koppeling: str
    geslachtsnaam: str
    route_redenen: list[str]
    laatste_op: datetime
    nummer: str | None = None
    bsn: Bytea | None = None
    skn: Bytea | None = None
    voorvoegsel: str | None = None
    voornamen: str | None = None
    geboorte_jaar: int | None = None
    geboorte_maand: int | None = None
    geboorte_dag: int | None = None
    inrichting: str | None = None
    vrij_op: date | None = None
    gemeente_brp: str | None = None
    gemeente_vestiging: str | None = None
    standen: list[str] | None = None


_VELDEN = _Rij.__struct_fields__
_ZELFDE = [v for v in _VELDEN if v not in ("id", "nummer")]
# At least four digits. Not lpad, which cuts off the fifth.
# A trial (`nazorg.store.proef`) is undone, but a sequence is not: it would leave holes.
_NUMMER = """case when i.nummer is not null then i.nummer
    when current_setting('nazorg.proef', true) = 'ja' then 'proef-' || i.id
    else 'NZ-' || to_char($2::timestamptz at time zone 'Europe/Amsterdam', 'YYYY')
      || to_char(nextval('nazorg.dossiernummer'), 'FM"-"9999999999990000') end"""
_UPSERT = f"""
insert into nazorg.dossier as d (id, nummer, {", ".join(_ZELFDE)}, geopend_op, gewijzigd_op, versie)
select i.id, {_NUMMER}, {", ".join(f"i.{v}" for v in _ZELFDE)}, $2, $2, 1
from {recordset(_Rij)}
on conflict (id) do update set {", ".join(f"{v} = excluded.{v}" for v in _ZELFDE)},
  gewijzigd_op = excluded.gewijzigd_op, versie = d.versie + 1
"""


class DossierRij(NamedTuple):
    """A dossier to save. nummer: None for a new one. bsn and skn: ciphertext.

    standen: how the leefgebieden stand, in their order; None when all are unknown.
    """

    id: UUID
    nummer: str | None
    stand: Dossierstand
    bsn: bytes | None
    skn: bytes | None
    standen: list[str] | None = None


async def upsert(tx: Transactie, rijen: Sequence[DossierRij], *, nu: datetime) -> None:
    """Save dossiers, new and known. One statement."""
    await tx.execute(_UPSERT, pak_in([_to_rij(r) for r in rijen]), nu)


def _to_rij(r: DossierRij) -> _Rij:
    stand, persoon, huidige = r.stand, r.stand.persoon, r.stand.huidige
    geboorte = persoon.geboorte
    verwacht = huidige.verwacht if huidige else None
    return _Rij(
        r.id,
        stand.route.gemeente,
        stand.status,
        stand.koppeling,
        persoon.geslachtsnaam,
        list(stand.route.redenen),
        stand.laatste_op,
        r.nummer,
        to_hex(r.bsn),
        to_hex(r.skn),
        persoon.voorvoegsel,
        persoon.voornamen,
        geboorte.jaar if geboorte else None,
        geboorte.maand if geboorte else None,
        geboorte.dag if geboorte else None,
        huidige.inrichting if huidige else None,
        (huidige.einde or (verwacht.vroegst if verwacht else None)) if huidige else None,
        stand.route.brp,
        stand.route.vestiging,
        r.standen,
    )


async def set_leefgebieden(
    tx: Transactie, id_: UUID, *, feiten: bytes | None, standen: list[str] | None
) -> None:
    """Keep what people said (ciphertext) and how the leefgebieden stand by that."""
    await tx.execute(
        "update nazorg.dossier set feiten = $2, standen = $3 where id = $1", id_, feiten, standen
    )


async def set_standen(tx: Transactie, standen: Mapping[UUID, list[str] | None]) -> None:
    """Keep how the leefgebieden of these dossiers stand. One statement."""
    await tx.execute(
        """update nazorg.dossier d set standen = string_to_array(i.standen, ' ')
        from unnest($1::uuid[], $2::text[]) i(id, standen) where d.id = i.id""",
        list(standen),
        [" ".join(s) if s else None for s in standen.values()],
    )


# What people wrote under a dossier, besides tasks and notices.
_MENSENWERK = ("feit", "behoefte", "behoefte_versie", "notitie", "meetmoment", "vragenlijst")
# What lies where its dossier lies, without a gemeente of its own. Places on agendas are not here:
# two may become one (`overlegdossiers.merge`).
_ERONDER = ("antwoord", "betrokkene", "stuk", "bewaring", "overleg_afspraak")


async def merge(tx: Transactie, samengevoegd: Mapping[UUID, UUID]) -> None:
    """Remove dossiers whose notices now belong to another one; what people did goes along.

    A task moves unless the other dossier has the same one, finished work first; the old number
    leads to the new one.
    """
    van, naar = list(samengevoegd), list(samengevoegd.values())
    paar = "unnest($1::uuid[], $2::uuid[]) i(van, naar)"
    await tx.execute(
        f"""update nazorg.taak t set dossier_id = k.naar from (
          select distinct on (i.naar, x.regel, x.onderwerp) x.id, i.naar
          from {paar} join nazorg.taak x on x.dossier_id = i.van
          where not exists (select from nazorg.taak y where y.dossier_id = i.naar
            and y.regel = x.regel and y.onderwerp = x.onderwerp)
          order by i.naar, x.regel, x.onderwerp, (x.status = 'afgehandeld') desc, x.id) k
        where t.id = k.id""",
        van,
        naar,
    )
    await tx.execute(
        f"""insert into nazorg.dossier_verwijzing (nummer, dossier_id)
        select d.nummer, i.naar from nazorg.dossier d join {paar} on d.id = i.van""",
        van,
        naar,
    )
    await tx.execute(
        f"""update nazorg.dossier_verwijzing v set dossier_id = i.naar from {paar}
        where v.dossier_id = i.van""",
        van,
        naar,
    )
    await _repoint_mensenwerk(tx, van, naar)
    for tabel in ("taak", "detentie"):
        await tx.execute(f"delete from nazorg.{tabel} where dossier_id = any($1::uuid[])", van)
    await tx.execute("delete from nazorg.dossier where id = any($1::uuid[])", van)


async def _repoint_mensenwerk(tx: Transactie, van: list[UUID], naar: list[UUID]) -> None:
    for tabel in (*_MENSENWERK, *_ERONDER):
        await tx.execute(
            f"""update nazorg.{tabel} x set dossier_id = i.naar
            from unnest($1::uuid[], $2::uuid[]) i(van, naar) where x.dossier_id = i.van""",
            van,
            naar,
        )


async def move(tx: Transactie, gemeente_van: Mapping[UUID, str]) -> None:
    """Let notices, tasks and what people wrote follow their dossiers to another gemeente.

    A task of somebody who does not work there is nobody's again: on no list of who does, it would
    be seen by nobody.
    """
    mensenwerk = "".join(
        f""", {tabel} as (update nazorg.{tabel} x set gemeente = i.gemeente from i
          where x.dossier_id = i.dossier_id and x.gemeente <> i.gemeente)"""
        for tabel in _MENSENWERK
    )
    await tx.execute(
        f"""
        with i as (select * from unnest($1::uuid[], $2::text[]) i(dossier_id, gemeente)),
        taken as (update nazorg.taak t set gemeente = i.gemeente,
            eigenaar = case when hier then t.eigenaar else '' end,
            lijst = case when hier or t.status <> 'open' then t.lijst else 'doen' end
          from (select i.*, t.id, t.eigenaar = '' or exists (select from nazorg.medewerker m
                where m.id = t.eigenaar and i.gemeente = any(m.gemeenten)) as hier
              from i join nazorg.taak t on t.dossier_id = i.dossier_id
              where t.gemeente <> i.gemeente) i
          where t.id = i.id){mensenwerk}
        update nazorg.melding m set gemeente = i.gemeente from i
        where m.dossier_id = i.dossier_id and m.gemeente <> i.gemeente""",
        list(gemeente_van),
        list(gemeente_van.values()),
    )
