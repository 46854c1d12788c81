"""Fills a database for `--pagina`: tasks for every gemeente, and the table of the bare page."""

import asyncpg

from nazorg.kern.klok import SysteemKlok, vandaag
from nazorg.referentie.kennis import load_kennis
from nazorg.store.verbinding import Databank

_DOSSIERS = """
insert into nazorg.dossier (id, nummer, gemeente, status, koppeling, geslachtsnaam, voorvoegsel,
  voornamen, inrichting, vrij_op, route_redenen, laatste_op, geopend_op, gewijzigd_op, versie)
select ('00000000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid, 'NZ-2026-' || i,
  ($1::text[])[1 + floor(array_length($1, 1) * power(random(), 3))::int], 'in_detentie', 'bsn',
  (array['Jansen', 'Bakker', 'Visser', 'Smit', 'Yilmaz', 'Amrani'])[1 + floor(random() * 6)::int]
    || '-' || substr(md5(i::text), 1, 5), null,
  (array['Daan', 'Noor', 'Sem', 'Zoë', 'Ali'])[1 + floor(random() * 5)::int],
  (array['ARN', 'VUG', 'GRA', 'LWD'])[1 + floor(random() * 4)::int],
  $2::date + (random() * 800)::int, '{}', now(), now(), now(), 1
from generate_series(1, $3::int) i"""
_TAKEN = """
insert into nazorg.taak (id, dossier_id, gemeente, regel, onderwerp, status, uiterlijk, vrij_op,
  aanleiding, gegevens, ontstaan_op, afgehandeld_op, lijst, eigenaar)
select gen_random_uuid(), d.id, d.gemeente, 'vrijlating_nabij', n::text,
  case when random() < 0.3 then 'open' else 'afgehandeld' end,
  $1::date - 60 + (random() * 720)::int, d.vrij_op, 'b', '{}', now(), now(),
  case when random() < 0.8 then 'doen' else 'wacht' end, ''
from nazorg.dossier d, generate_series(1, 4) n"""
_KAAL = """
create table public.casus as
select row_number() over () as id, t.gemeente, t.status, t.uiterlijk as deadline,
  d.geslachtsnaam as naam, d.voornamen as voornaam, d.inrichting, d.vrij_op as ontslag,
  1 as s1, 2 as s2, 3 as s3, 0 as s4, 1 as s5, 'medewerker' as behandelaar
from nazorg.taak t join nazorg.dossier d on d.id = t.dossier_id;
create index casus_queue on public.casus (gemeente, status, deadline, id);
grant select on public.casus to nazorg_app;
vacuum (analyze) public.casus"""
# Parts of names, which a trigger would make one by one.
_ZOEKTERMEN = """insert into nazorg.zoekterm (dossier_id, gemeente, term)
select d.id, d.gemeente, t.term from nazorg.dossier d,
  nazorg.zoektermen(concat_ws(' ', d.geslachtsnaam, d.voornamen)) t(term)"""


async def vul(databank: Databank, taken: int) -> list[str]:
    dag = vandaag(SysteemKlok())
    codes = sorted(g.code for g in load_kennis().gemeenten if not g.einde or g.einde > dag)[:342]
    baas = await asyncpg.connect(host=str(databank.socket), user="nz_super", database="nazorg")
    await baas.execute("select setseed(0.42)")
    await baas.execute("alter table nazorg.dossier disable trigger user")
    await baas.execute(_DOSSIERS, codes, dag, taken // 4)
    await baas.execute("alter table nazorg.dossier enable trigger user")
    await baas.execute(_TAKEN, dag)
    await baas.execute("vacuum (analyze) nazorg.taak")
    await baas.execute("vacuum (analyze) nazorg.dossier")
    await baas.execute(_ZOEKTERMEN)
    await baas.execute("vacuum (analyze) nazorg.zoekterm")
    for statement in _KAAL.split(";\n"):
        await baas.execute(statement)
    await baas.close()
    return codes


async def ver_weg(databank: Databank, gemeente: str) -> str:
    """Return the address of page 1000 of a gemeente, or of the last one that is full."""
    baas = await asyncpg.connect(host=str(databank.socket), user="nz_super", database="nazorg")
    rij = await baas.fetchrow(
        """select uiterlijk, id from nazorg.taak where gemeente = $1 and status = 'open'
          and lijst = 'doen' order by uiterlijk desc, id desc offset 51 limit 1""",
        gemeente,
    )
    await baas.close()
    return f"venster=alles&na={rij[0].isoformat()}_{rij[1]}"
