"""What a beheerder does with messages: runs of offering again, pauses, corrections; and search."""

from alembic import op

revision = "0006"
down_revision = "0005"

TABELLEN = """
alter table nazorg.bericht drop constraint bericht_uitkomst_check;
alter table nazorg.bericht add constraint bericht_uitkomst_check
  check (uitkomst in ('verwerkt', 'genegeerd', 'apart_gezet', 'wacht'));
-- Nobody logs in for a gemeente that is not connected: these lay where nobody could see them.
update nazorg.bericht set gemeente = '0000'
  where uitkomst = 'genegeerd' and reden = 'gemeente_niet_aangesloten';
-- A kind is looked for in its own order. For a source that is rare there is a few pages of BRIN, which
-- costs taking in nothing; of one that is not, the newest messages are full. One number is found by
-- `uniek`, which needs no index more; a contradiction has another key, hence the third.
create index bericht_soort on nazorg.bericht (gemeente, soort, id);
create index bericht_zeldzaam on nazorg.bericht
  using brin (bron text_bloom_ops, soort text_bloom_ops) with (pages_per_range = 32, autosummarize = on);
create index bericht_nummer on nazorg.bericht (bericht_id) where uitkomst <> 'verwerkt';
drop index nazorg.bericht_apart;
create index bericht_apart on nazorg.bericht (bron, id) where uitkomst = 'apart_gezet';
create index bericht_reden on nazorg.bericht (gemeente, reden, id) where uitkomst = 'apart_gezet';
create index bericht_wacht on nazorg.bericht (bron, id) where uitkomst = 'wacht';
-- gemeenten: those of who asked. gekozen: the filter, for people to read back.
create table nazorg.herhaling (
  id uuid primary key,
  soort text not null check (soort in ('herhalen', 'hervatten')),
  stand text not null check (stand in ('bezig', 'klaar', 'gestopt')),
  gekozen jsonb not null,
  bron text,
  gemeenten text[] not null,
  door text not null,
  naam text not null,
  doel text not null,
  oorsprong text not null,
  aangemaakt_op timestamptz not null,
  klaar_op timestamptz
);
create index herhaling_bezig on nazorg.herhaling (id) where stand = 'bezig';
create table nazorg.herhaling_bericht (
  herhaling uuid not null,
  bericht uuid not null,
  uitkomst text check (uitkomst in ('verwerkt', 'genegeerd', 'apart_gezet', 'overgeslagen', 'mislukt')),
  gedaan_op timestamptz,
  primary key (herhaling, bericht),
  check ((uitkomst is null) = (gedaan_op is null))
);
create index herhaling_te_doen on nazorg.herhaling_bericht (herhaling, bericht) where gedaan_op is null;
-- herhaling: the run that is trying to start this source again. telt_na: messages of before do not
-- count any more when the next pause is considered.
create table nazorg.pauze (
  id uuid primary key,
  bron text not null,
  sinds timestamptz not null,
  herhaling uuid,
  voorbij_op timestamptz,
  telt_na uuid,
  check ((voorbij_op is null) = (telt_na is null))
);
create unique index pauze_open on nazorg.pauze (bron) where voorbij_op is null;
create index pauze_bron on nazorg.pauze (bron, id);
-- voorstel: ciphertext of which fields get which value. inhoud: ciphertext of the whole message as
-- corrected, once approved; what came in stays in the row of the message and is never written again.
create table nazorg.correctie (
  id uuid primary key,
  bericht uuid not null,
  gemeente text not null,
  stand text not null check (stand in ('open', 'goedgekeurd', 'afgewezen', 'vervallen')),
  velden text[] not null,
  voorstel bytea not null,
  inhoud bytea,
  reden text not null,
  door text not null,
  naam text not null,
  voorgesteld_op timestamptz not null,
  besluit_reden text,
  besluit_door text,
  besluit_naam text,
  besluit_op timestamptz,
  check ((stand = 'open') = (besluit_op is null)),
  check ((stand = 'goedgekeurd') = (inhoud is not null)),
  -- Four eyes, whatever the program does.
  check (stand not in ('goedgekeurd', 'afgewezen') or (besluit_door is not null and besluit_door <> door))
);
create unique index correctie_open on nazorg.correctie (bericht) where stand = 'open';
create index correctie_bericht on nazorg.correctie (bericht, id)
"""

# What turns out to be for nobody here is forgotten at once (ADR 0011), and nothing else: the roles
# for daily work cannot remove content by themselves.
FUNCTIE = """
create function nazorg.inhoud_wis(ids uuid[]) returns void language sql security definer
  set search_path = nazorg, pg_temp as $f$
  delete from nazorg.bericht_inhoud i using nazorg.bericht b where i.id = any (ids)
    and b.id = i.id and b.uitkomst = 'genegeerd' and b.reden = 'gemeente_niet_aangesloten'
$f$"""
WIS_BELEID = """create policy wissen on nazorg.bericht for select to nazorg_eigenaar
  using (uitkomst = 'genegeerd')"""

MIJN = "string_to_array(current_setting('nazorg.gemeenten', true), ',')"
BELEID = (
    ("herhaling", f"gemeenten && {MIJN}"),
    ("herhaling_bericht", "exists (select from nazorg.bericht b where b.id = bericht)"),
    ("correctie", f"gemeente = any ({MIJN})"),
)
# pauze has no policy, as bron and alarm have none: a source and moments, nothing about a person.
RECHTEN = """
grant select, insert on nazorg.herhaling, nazorg.herhaling_bericht, nazorg.pauze, nazorg.correctie to nazorg_ontvangst;
grant update (stand, klaar_op) on nazorg.herhaling to nazorg_ontvangst;
grant update (uitkomst, gedaan_op) on nazorg.herhaling_bericht to nazorg_ontvangst;
grant update (herhaling, voorbij_op, telt_na) on nazorg.pauze to nazorg_ontvangst;
grant update (stand, gemeente, voorstel, inhoud, besluit_reden, besluit_door, besluit_naam, besluit_op)
  on nazorg.correctie to nazorg_ontvangst;
revoke execute on function nazorg.inhoud_wis from public;
grant execute on function nazorg.inhoud_wis to nazorg_ontvangst;
grant select on nazorg.herhaling, nazorg.herhaling_bericht, nazorg.pauze, nazorg.correctie to nazorg_app
"""


def upgrade() -> None:
    for statement in TABELLEN.split(";\n"):
        op.execute(statement)
    op.execute(FUNCTIE)
    op.execute(WIS_BELEID)
    for tabel, wie in BELEID:
        op.execute(f"alter table nazorg.{tabel} enable row level security")
        op.execute(f"alter table nazorg.{tabel} force row level security")
        op.execute(
            f"create policy ontvangst on nazorg.{tabel} to nazorg_ontvangst"
            " using (true) with check (true)"
        )
        op.execute(
            f"create policy per_gemeente on nazorg.{tabel} for select to nazorg_app using ({wie})"
        )
    for statement in RECHTEN.split(";\n"):
        op.execute(statement)
