"""Search terms that follow names for less: taking a message in passes here."""

from alembic import op

revision = "0012"
down_revision = "0011"

# The same parts of the same names as before. A function that is bound when it is made needs no
# search_path of its own, and PostgreSQL then works it into the statement that asks: a call per
# dossier cost more than the parts themselves. A name in ASCII, as nearly all are, has no marks.
FUNCTIES = (
    r"""
create or replace function nazorg.zoektermen(naam text) returns setof text
  language sql immutable parallel safe
begin atomic
  select t.term from string_to_table(translate(lower(
    case when octet_length(naam) = char_length(naam) then naam
    else regexp_replace(translate(regexp_replace(normalize(naam, nfkd), '[\u0300-\u036f]', '', 'g'),
      'ŁłĐđØøÆæŒœßıŊŋÞþ', 'LlDdOoAaOosiNnTt'), '[\s’]', ' ', 'g') end),
    E' \t\n\x0B\f\r.,;''`"()/_-', repeat(' ', 18)), ' ') t(term)
  where t.term <> '' and t.term <> all ('{aan,af,auf,bij,d,da,dal,de,del,den,der,des,di,do,dos,du,
    e,el,en,het,i,in,l,la,las,le,les,lo,los,of,onder,op,over,s,t,te,ten,ter,tot,uit,uijt,van,
    vanden,vom,von,voor,y,zu,zum,zur}'::text[]);
end""",
    "drop trigger zoekterm_anders on nazorg.dossier",
    """
create or replace function nazorg.zoekterm_volg() returns trigger language plpgsql as $f$
begin
  if tg_op = 'INSERT' then
    -- 'distinct' and no 'on conflict': of a dossier that is new there are no terms yet.
    insert into nazorg.zoekterm (dossier_id, gemeente, term)
      select distinct n.id, n.gemeente, t.term from nieuw n,
        nazorg.zoektermen(concat_ws(' ', n.geslachtsnaam, n.voornamen)) t(term);
  elsif tg_op = 'DELETE' then
    delete from nazorg.zoekterm z using oud o where z.dossier_id = o.id;
  else
    delete from nazorg.zoekterm z where z.dossier_id = new.id;
    insert into nazorg.zoekterm (dossier_id, gemeente, term)
      select distinct new.id, new.gemeente, t.term
      from nazorg.zoektermen(concat_ws(' ', new.geslachtsnaam, new.voornamen)) t(term);
  end if;
  return null;
end $f$""",
    # By the row, for nearly no update has another name or gemeente: to keep every row twice, to
    # compare them afterwards, cost more than the update.
    """create trigger zoekterm_anders after update of geslachtsnaam, voornamen, gemeente
  on nazorg.dossier for each row
  when ((old.geslachtsnaam, old.voornamen, old.gemeente)
    is distinct from (new.geslachtsnaam, new.voornamen, new.gemeente))
  execute function nazorg.zoekterm_volg()""",
)


def upgrade() -> None:
    for statement in FUNCTIES:
        op.execute(statement)
