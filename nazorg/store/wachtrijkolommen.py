"""How a row of the queue is written by PostgreSQL: as one text, or only which version it is."""

from nazorg.kern.leefgebied import BASIS, Stand

ONBEKENDE_STANDEN = (Stand.ONBEKEND,) * len(BASIS)
# What is written as a text, in the order of the fields of Wachtrijrij; and what is JSON by itself.
_TEKSTEN = (
    *("t.id", "t.regel", "t.status", "t.uiterlijk", "t.vrij_op", "t.aanleiding"),
    *("t.onderwerp", "t.afgehandeld_door", "t.leefgebied", "t.eigenaar", "t.lijst", "t.tot"),
    *("t.wacht_op", "t.wacht_sinds", "d.id", "d.nummer", "d.gemeente", "d.inrichting"),
    *("d.geslachtsnaam", "d.voorvoegsel", "d.voornamen"),
)
_REST = (
    "t.gegevens",
    "to_json(t.ontstaan_op)",
    "coalesce(to_json(t.afgehandeld_op)::text, 'null')",
    "case when t.bij_wijziging then 'true' else 'false' end",
    "coalesce(t.gewekt::text, 'null')",
    "t.versie",
    f"""coalesce(array_to_json(d.standen)::text, '["{'","'.join(ONBEKENDE_STANDEN)}"]')""",
    "case when d.status = 'in_detentie' and d.vrij_op is null then 'true' else 'false' end",
)
# All texts in one array, and the rest put behind it as text: each to_json, like json_build_array,
# looks up the type of its value again for each row (measured: half of what the columns cost).
_KOLOMMEN = ", ',', ".join(
    (
        f"left(array_to_json(array[{', '.join(f'{k}::text' for k in _TEKSTEN)}])::text, -1)",
        *_REST,
    )
)
# Read is read until it comes back by itself.
GELEZEN = """case when g.gelezen_op >= greatest(t.ontstaan_op, (t.gewekt->>'op')::timestamptz)
  then 'true' else 'false' end"""
# The place and the transaction of a version of a row: another version has another stamp.
TAAK = "(select t.*, t.xmin as versie_van, t.ctid as plaats from nazorg.taak t)"
STEMPEL = "t.id, ' ', t.versie_van, t.plaats, ' ', d.xmin, d.ctid, ' '"


def als_stempels(bron: str, volgorde: str, gelezen: str = "'true'") -> str:
    """Return the query that gives of all rows of bron which version they are, as one text."""
    return f"""select string_agg(concat({STEMPEL}, {gelezen}), '|' order by {volgorde})
      from {bron}"""


def lees_stempels(tekst: str | None) -> list[str]:
    return tekst.split("|") if tekst else []


def als_tekst(bron: str, volgorde: str, extra: str = "") -> str:
    """Return the query that gives all rows of bron as one text.

    extra: SQL for one more column, that gives JSON.
    """
    kolommen = f"{_KOLOMMEN}, ',', {extra}" if extra else _KOLOMMEN
    return f"""select '[' || coalesce(string_agg(concat({kolommen}, ']'), ','
      order by {volgorde}), '') || ']' from {bron}"""
