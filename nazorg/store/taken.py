"""Table taak: what must be done, by when, and by which rule."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from uuid import UUID

import msgspec

from nazorg.kern.klok import day_of
from nazorg.store.outbox import Taakwijziging
from nazorg.store.rijen import kolommen, pak_in, recordset
from nazorg.store.transactie import Transactie
from nazorg.werkvoorraad.taken import Taak


class _Rij(msgspec.Struct, omit_defaults=True):
    id: UUID
    dossier_id: UUID
    gemeente: str
    regel: str
    onderwerp: str
    uiterlijk: date
    aanleiding: str
    gegevens: dict[str, str]
    vrij_op: date | None = None
    leefgebied: str | None = None


# Not the gemeente: a task follows its dossier (`dossiers.move`), and the web may not move it.
_ANDERS = ("uiterlijk", "vrij_op", "aanleiding", "gegevens", "leefgebied")
# Every row that comes by is of a dossier with a new notice, so 'when something changes' is now. Who
# chose a day, or waits for others, is woken before it when a date comes nearer.
_WEKT = """(t.status = 'vervallen' or t.status = 'open' and t.lijst <> 'doen'
    and (t.lijst = 'sluimert' and t.bij_wijziging
      or excluded.uiterlijk < t.uiterlijk or excluded.vrij_op < t.vrij_op))"""
# A plan that was made for a later day is looked at again; and who reads the list sees dates move.
_VERVROEGD = """(t.status = 'afgehandeld' and t.regel = 'vrijlating_nabij'
    and excluded.vrij_op < t.vrij_op)"""
_VERSCHOVEN = "(t.status = 'open' and t.lijst = 'doen' and excluded.vrij_op <> t.vrij_op)"
_WEKREDEN = """jsonb_build_object('op', $2::timestamptz, 'reden', case
    when t.status = 'vervallen' then 'weer_nodig'
    when t.status = 'afgehandeld' then 'vervroegd'
    when t.lijst = 'doen' then 'verschoven'
    when excluded.vrij_op is distinct from t.vrij_op then 'vrij_op'
    when excluded.uiterlijk <> t.uiterlijk then 'uiterlijk' else 'bericht' end,
    'van', case when excluded.vrij_op is distinct from t.vrij_op
      then t.vrij_op else t.uiterlijk end)"""
_WEKT_ACTIE = """(t.status = 'open' and (t.lijst = 'sluimert' and t.bij_wijziging
    or t.lijst <> 'doen' and d.vrij_op < t.vrij_op))"""
_WEKREDEN_ACTIE = """case when d.vrij_op < t.vrij_op
    then jsonb_build_object('op', $2::timestamptz, 'reden', 'vrij_op', 'van', t.vrij_op)
    else jsonb_build_object('op', $2::timestamptz, 'reden', 'bericht', 'van', t.uiterlijk) end"""
# What is about a day far away begins asleep: it wakes by itself, like what a person put to sleep.
# $4: today in the Netherlands.
_SLAAPT = "coalesce((i.gegevens ->> 'sluimert_tot')::date > $4::date, false)"
# It sleeps on when its day moves, and sleeps again when it is needed again; unless somebody chose
# another day for it.
_SLAAPT_DOOR = """(coalesce((excluded.gegevens ->> 'sluimert_tot')::date > $4::date, false)
    and (t.status = 'vervallen' or t.status = 'open' and t.lijst = 'sluimert'
      and not t.bij_wijziging and t.tot = (t.gegevens ->> 'sluimert_tot')::date))"""
# Materialized: read once for both. What falls away and what is written are never the same row.
_REPLACE = f"""
with i as materialized (select * from {recordset(_Rij)}),
vervalt as (
  -- What is done stays done, but cannot be put back on the list when nothing asks for it.
  update nazorg.taak t set gevraagd = false,
    status = case when t.status = 'afgehandeld' then t.status else 'vervallen' end,
    vervallen_op = case when t.status = 'afgehandeld' then null else $2::timestamptz end,
    versie = t.versie + 1
  where t.dossier_id = any($3::uuid[]) and t.gevraagd and t.status <> 'vervallen'
    -- What a person asked for does not fall away by a notice; what follows from a partner only when
    -- nobody is held any more.
    and t.regel <> 'behoefte' and (t.regel not in ('zvh_detentie', 'zvh_verlof') or exists (
      select from nazorg.dossier d where d.id = t.dossier_id and d.status <> 'in_detentie'))
    -- 'not in' is always hashed, whatever the planner thinks of the length of i.
    and (t.dossier_id, t.regel, t.onderwerp) not in (select dossier_id, regel, onderwerp from i)
  returning t.dossier_id, t.id, t.status),
gewekt as (
  -- What a person asked for, or a partner, has no row in i: it follows the release, and wakes.
  update nazorg.taak t set vrij_op = d.vrij_op, versie = t.versie + 1,
    lijst = case when {_WEKT_ACTIE} then 'doen' else t.lijst end,
    gewekt = case when {_WEKT_ACTIE} then {_WEKREDEN_ACTIE} else t.gewekt end
  from nazorg.dossier d
  where t.dossier_id = any($3::uuid[]) and t.regel in ('behoefte', 'zvh_detentie', 'zvh_verlof')
    and d.id = t.dossier_id and (t.regel = 'behoefte' or d.status = 'in_detentie')
    and (t.vrij_op is distinct from d.vrij_op or {_WEKT_ACTIE})
  returning t.dossier_id, t.id, t.status),
gezet as (
insert into nazorg.taak as t ({kolommen(_Rij)}, status, ontstaan_op, lijst, tot)
select i.*, 'open', $2, case when {_SLAAPT} then 'sluimert' else 'doen' end,
  case when {_SLAAPT} then (i.gegevens ->> 'sluimert_tot')::date end from i
on conflict (dossier_id, regel, onderwerp) do update
  set {", ".join(f"{v} = excluded.{v}" for v in _ANDERS)},
  -- Work that somebody did stays done, but a plan for a later day; what fell away comes back.
  status = case when t.status = 'vervallen' or {_VERVROEGD} then 'open' else t.status end,
  afgehandeld_op = case when {_VERVROEGD} then null else t.afgehandeld_op end,
  afgehandeld_door = case when {_VERVROEGD} then null else t.afgehandeld_door end,
  gevraagd = true, vervallen_op = null, versie = t.versie + 1,
  lijst = case when {_SLAAPT_DOOR} then 'sluimert'
    when {_WEKT} or {_VERVROEGD} then 'doen' else t.lijst end,
  tot = case when {_SLAAPT_DOOR} then (excluded.gegevens ->> 'sluimert_tot')::date else t.tot end,
  bij_wijziging = t.bij_wijziging and not {_SLAAPT_DOOR},
  gewekt = case when {_SLAAPT_DOOR} then null
    when {_WEKT} or {_VERVROEGD} or {_VERSCHOVEN} then {_WEKREDEN} else t.gewekt end
where {_WEKT} or not t.gevraagd or ({", ".join(f"t.{v}" for v in _ANDERS)})
  is distinct from ({", ".join(f"excluded.{v}" for v in _ANDERS)})
  returning t.dossier_id, t.id, t.status)
select * from vervalt where status = 'vervallen'
union all select * from gewekt union all select * from gezet
"""


async def replace(
    tx: Transactie,
    rijen: Sequence[tuple[UUID, str, Taak]],
    *,
    bestaande_dossiers: Sequence[UUID],
    maak_id: Callable[[], UUID],
    nu: datetime,
) -> list[Taakwijziging]:
    """Make the open tasks of these dossiers equal to rijen (dossier, gemeente, taak).

    One statement. bestaande_dossiers: those among them that may have tasks that fall away now.
    Returns the tasks that came, changed or fell away; others may hear of those.
    """
    if not rijen and not bestaande_dossiers:
        return []
    nieuw = pak_in([_to_rij(maak_id(), *r) for r in rijen])
    gewijzigd = await tx.fetch(_REPLACE, nieuw, nu, list(bestaande_dossiers), day_of(nu))
    return [Taakwijziging(*rij) for rij in gewijzigd]


def _to_rij(id_: UUID, dossier_id: UUID, gemeente: str, t: Taak) -> _Rij:
    return _Rij(
        id_,
        dossier_id,
        gemeente,
        t.regel,
        t.onderwerp,
        t.uiterlijk,
        t.aanleiding,
        t.gegevens,
        t.vrij_op,
        t.leefgebied,
    )
