"""Table dossier: one person, one row."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from nazorg.detenties.dossier import Dossierstand
from nazorg.store.transactie import Transactie

_JAAR = "to_char($19::timestamptz at time zone 'Europe/Amsterdam', 'YYYY')"
_UPSERT = f"""
insert into nazorg.dossier as d (id, nummer, gemeente, status, koppeling, bsn, skn, geslachtsnaam,
  voorvoegsel, voornamen, geboorte_jaar, geboorte_maand, geboorte_dag, inrichting, vrij_op,
  gemeente_brp, gemeente_vestiging, route_redenen, laatste_op, geopend_op, gewijzigd_op, versie)
select i.id, coalesce(i.nummer, 'NZ-' || {_JAAR} || '-'
    || lpad(nextval('nazorg.dossiernummer')::text, 4, '0')),
  i.gemeente, i.status, i.koppeling, i.bsn, i.skn, i.geslachtsnaam, i.voorvoegsel, i.voornamen,
  i.jaar, i.maand, i.dag, i.inrichting, i.vrij_op, i.brp, i.vestiging,
  string_to_array(i.redenen, ' '), i.laatste_op, $19, $19, 1
from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bytea[], $7::bytea[],
  $8::text[], $9::text[], $10::text[], $11::smallint[], $12::smallint[], $13::smallint[],
  $14::text[], $15::date[], $16::text[], $17::text[], $18::text[], $20::timestamptz[])
  i(id, nummer, gemeente, status, koppeling, bsn, skn, geslachtsnaam, voorvoegsel, voornamen,
    jaar, maand, dag, inrichting, vrij_op, brp, vestiging, redenen, laatste_op)
on conflict (id) do update set gemeente = excluded.gemeente, status = excluded.status,
  koppeling = excluded.koppeling, bsn = excluded.bsn, skn = excluded.skn,
  geslachtsnaam = excluded.geslachtsnaam, voorvoegsel = excluded.voorvoegsel,
  voornamen = excluded.voornamen, geboorte_jaar = excluded.geboorte_jaar,
  geboorte_maand = excluded.geboorte_maand, geboorte_dag = excluded.geboorte_dag,
  inrichting = excluded.inrichting, vrij_op = excluded.vrij_op,
  gemeente_brp = excluded.gemeente_brp, gemeente_vestiging = excluded.gemeente_vestiging,
  route_redenen = excluded.route_redenen, laatste_op = excluded.laatste_op,
  gewijzigd_op = excluded.gewijzigd_op, versie = d.versie + 1
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierRij:
    """A dossier to save. nummer: None for a new one. bsn and skn: ciphertext."""

    id: UUID
    nummer: str | None
    stand: Dossierstand
    bsn: bytes | None
    skn: bytes | None


async def upsert(tx: Transactie, rijen: Sequence[DossierRij], *, nu: datetime) -> None:
    """Save dossiers, new and known. One statement."""
    kolommen = [list(k) for k in zip(*(_to_kolommen(r) for r in rijen), strict=True)]
    await tx.execute(_UPSERT, *kolommen[:18], nu, kolommen[18])


def _to_kolommen(r: DossierRij) -> tuple[object, ...]:
    stand, persoon, huidige = r.stand, r.stand.persoon, r.stand.huidige
    geboorte = persoon.geboorte
    verwacht = huidige.verwacht if huidige else None
    return (
        r.id,
        r.nummer,
        stand.route.gemeente,
        stand.status,
        stand.koppeling,
        r.bsn,
        r.skn,
        persoon.geslachtsnaam,
        persoon.voorvoegsel,
        persoon.voornamen,
        geboorte.jaar if geboorte else None,
        geboorte.maand if geboorte else None,
        geboorte.dag if geboorte else None,
        huidige.inrichting if huidige else None,
        (huidige.einde or (verwacht.vroegst if verwacht else None)) if huidige else None,
        stand.route.brp,
        stand.route.vestiging,
        " ".join(stand.route.redenen),
        stand.laatste_op,
    )


async def delete_samengevoegd(tx: Transactie, ids: Iterable[UUID]) -> None:
    """Remove dossiers whose notices now belong to another dossier, with what was derived."""
    lijst = list(ids)
    await tx.execute("delete from nazorg.taak where dossier_id = any($1::uuid[])", lijst)
    await tx.execute("delete from nazorg.detentie where dossier_id = any($1::uuid[])", lijst)
    await tx.execute("delete from nazorg.dossier where id = any($1::uuid[])", lijst)
