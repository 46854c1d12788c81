"""Whether counts are right, in words: one sentence for all of them, and one for a day."""

from collections.abc import Sequence
from datetime import date

from nazorg.store.brontelling import Tellingrij
from nazorg.usecases.bewaking.telboek import Telboek
from nazorg.web import taal
from nazorg.web.opmaak.tijdlijn import bron_tekst
from nazorg.web.schermen import Stand


def telkop(boek: Telboek) -> tuple[str, Stand]:
    """Return the one number: what is missing or too many on all days together."""
    delen = _verschil_in_woorden(boek.open_verschillen)
    gemist = sum(len(dagen) for dagen in boek.gemist.values())
    if gemist:
        delen.append(taal.aantal(gemist, "telling ontbreekt", "tellingen ontbreken"))
    if delen:
        return ", ".join(delen), "todo"
    if not boek.geteld:
        return "Nog geen telling", "unknown"
    return ("Geen open verschillen" if boek.verschillen else "Alles klopt"), "ok"


def dagkop(dag: date, rijen: Sequence[Tellingrij], boek: Telboek) -> tuple[str, Stand]:
    """Return the same of one day."""
    gemist = len(boek.gemist_op(dag))
    delen = _verschil_in_woorden([r for r in rijen if boek.is_open(r)])
    if gemist:
        delen.append(taal.aantal(gemist, "telling ontbreekt", "tellingen ontbreken"))
    if delen:
        return ", ".join(delen), "todo"
    dicht = any(r.verschil for r in rijen) or boek.gesloten_op(dag)
    return ("Geen open verschillen", "na") if dicht else ("Alles klopt", "ok")


def _verschil_in_woorden(rijen: Sequence[Tellingrij]) -> list[str]:
    mist, over = _som(rijen)
    delen = [taal.aantal(mist, "bericht mist", "berichten missen")] * bool(mist)
    return delen + [f"{over} te veel"] * bool(over)


def dag_in_woorden(dag: date, rijen: Sequence[Tellingrij], boek: Telboek) -> tuple[str, Stand]:
    """Return a day in a list: what is wrong with it, and of which source there is no count.

    A source that is missing is named: in a sum of several it would not be seen.
    """
    mist, over = _som([r for r in rijen if boek.is_open(r)])
    delen = [taal.aantal(mist, "mist", "missen")] * bool(mist)
    delen += [f"{over} te veel"] * bool(over)
    gemist = boek.gemist_op(dag)
    if gemist:
        delen.append(_geen_telling(gemist, alleen=len(boek.geteld) == 1))
    dicht = ["verschil gesloten"] if any(r.verschil and not boek.is_open(r) for r in rijen) else []
    if gesloten := sorted(boek.gesloten_op(dag)):
        dicht.append(_geen_telling(gesloten, alleen=len(boek.geteld) == 1) + " (gesloten)")
    if delen:
        return ", ".join(delen + dicht), "todo"
    if dicht:
        return ", ".join(dicht), "na"
    return ("ja", "ok") if rijen else ("geen telling", "unknown")


def _geen_telling(bronnen: Sequence[str], *, alleen: bool) -> str:
    if alleen:
        return "geen telling"
    return f"geen telling van {' en '.join(bron_tekst(b) for b in bronnen)}"


def _som(rijen: Sequence[Tellingrij]) -> tuple[int, int]:
    """Return how many are missing, and how many are too many."""
    return (
        sum(-r.verschil for r in rijen if r.verschil < 0),
        sum(r.verschil for r in rijen if r.verschil > 0),
    )
