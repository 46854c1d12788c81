"""Counts for `nazorg status`: always counted from the rows, never kept beside them."""

from nazorg.store.transactie import Transactie


async def tel(tx: Transactie, tabel: str, kolom: str) -> dict[str, int]:
    """Count the rows of a table per value of a column (both are names from our own code)."""
    rijen = await tx.fetch(f"select {kolom}, count(*) from nazorg.{tabel} group by 1 order by 1")
    return {r[0]: r[1] for r in rijen}


async def tel_open_taken(tx: Transactie) -> dict[str, int]:
    """Count the open tasks per rule."""
    rijen = await tx.fetch(
        "select regel, count(*) from nazorg.taak where status = 'open' group by 1 order by 1"
    )
    return {r[0]: r[1] for r in rijen}


async def tel_standen(tx: Transactie) -> dict[str, int]:
    """Count each stand over all leefgebieden of all dossiers."""
    rijen = await tx.fetch(
        """select stand, count(*) from nazorg.dossier d,
          unnest(coalesce(d.standen, array_fill('onbekend'::text, array[5]))) stand group by 1"""
    )
    return {r[0]: r[1] for r in rijen}


async def tel_uitgaand(tx: Transactie) -> dict[str, int]:
    """Count the events that wait to go out, and the deliveries that were given up."""
    wacht, dood = await tx.fetchrow(
        """select (select count(*) from nazorg.outbox where uitgezet_op is null) + (
            select count(distinct outbox_id) from nazorg.bezorging
            where stand in ('te_verzenden', 'onderweg', 'wacht')),
          (select count(*) from nazorg.bezorging where stand = 'dood')"""
    )
    return {"te_verzenden": wacht, "niet_bezorgd": dood}
