"""Do something with tasks, one or many, and undo it: with an outcome per task, and in the history.

A person's word, which no later notice undoes. Two people at once: the second is told what the first
did, and nothing of either is lost.
"""

from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

import asyncpg

from nazorg.kern.klok import Klok, vandaag
from nazorg.kern.medewerker import Medewerker, Rol
from nazorg.kern.toegang import NietGevonden, require_rol
from nazorg.kern.weigering import Weigering
from nazorg.store import audit, medewerkers, outbox, taakstanden
from nazorg.store.ids import Ids
from nazorg.store.medewerkers import Collega
from nazorg.store.store import Store
from nazorg.store.taakstanden import Actie, Standrij
from nazorg.store.transactie import Transactie
from nazorg.werkvoorraad.handelingen import Afloop, Handeling, Lijst, NietOpen, Opdracht, Taakstand
from nazorg.werkvoorraad.taken import Taakstatus

# As many as fit on four pages: more is not something that a person looked at.
HOOGSTENS = 200
# Notices may touch the same tasks in another order; PostgreSQL then lets one of the two go first.
_POGINGEN = 3
# Within this time the same deed by the same person is a second press, not a second decision.
_DUBBEL = timedelta(minutes=1)


class TeVeel(Weigering):
    """More tasks at once than a person can have looked at."""


class VerkeerdeOpdracht(Weigering):
    """The deed itself is not right. fouten: field to sentence, for the form."""

    def __init__(self, fouten: Mapping[str, str]) -> None:
        super().__init__(" ".join(fouten.values()))
        self.fouten = dict(fouten)


@dataclass(frozen=True, slots=True, kw_only=True)
class Uitgevoerd:
    """What became of a deed.

    handeling: by which it can be shown and undone. weg: tasks that are not there for this person;
    none of them is named.
    """

    handeling: UUID
    aflopen: Counter[Afloop]
    weg: int


@dataclass(frozen=True, slots=True)
class Uitvoerder:
    """Everything that doing needs: who does it, and from where."""

    medewerker: Medewerker
    store: Store
    klok: Klok
    oorsprong: str

    async def doe(self, opdracht: Opdracht, taken: Mapping[UUID, int | None]) -> Uitgevoerd:
        """Do this with these tasks. taken: the version that was seen of each; None: whatever it is.

        Raises VerkeerdeOpdracht, TeVeel, and NietGevonden when none of the tasks is there.
        """
        require_rol(self.medewerker, Rol.NAZORGCOORDINATOR)
        if len(taken) > HOOGSTENS:
            raise TeVeel(f"Kies hoogstens {HOOGSTENS} taken tegelijk.")
        dag = vandaag(self.klok)
        if fouten := opdracht.controleer(vandaag=dag):
            raise VerkeerdeOpdracht(fouten)
        return await _probeer(lambda: self._doe(opdracht, taken, dag))

    async def _doe(
        self, opdracht: Opdracht, taken: Mapping[UUID, int | None], dag: date
    ) -> Uitgevoerd:
        async with self.store.open_voor(self.medewerker) as tx:
            rijen = await taakstanden.find_for_update(tx, list(taken))
            if not rijen:
                raise NietGevonden
            mag = await self._mag(tx, opdracht)

            uit = [
                (rij, *_beoordeel(rij, opdracht, gezien=taken[rij.id], mag=mag, dag=dag))
                for rij in rijen
            ]
            gedaan = await self._find_zojuist(tx, opdracht, uit)
            gedaan = gedaan or await self._leg_vast(tx, opdracht.soort, uit)
        return replace(gedaan, weg=len(taken) - len(rijen))

    async def _find_zojuist(
        self,
        tx: Transactie,
        opdracht: Opdracht,
        uit: Sequence[tuple[Standrij, Afloop, Taakstand]],
    ) -> Uitgevoerd | None:
        """Return the deed that this one repeats: a second press must not hide the way back."""
        if any(afloop is not Afloop.ONGEWIJZIGD for _, afloop, _ in uit):
            return None
        taken, sinds = [rij.id for rij, _, _ in uit], self.klok.nu() - _DUBBEL
        handeling = await taakstanden.find_zojuist(
            tx, taken, opdracht.soort, door=self.medewerker.id, sinds=sinds
        )
        if handeling is None:
            return None
        return Uitgevoerd(handeling=handeling, aflopen=Counter({Afloop.GEDAAN: len(uit)}), weg=0)

    async def maak_ongedaan(self, handeling: UUID, *, taak: UUID | None = None) -> Uitgevoerd:
        """Undo one deed, for all of its tasks or for one; what somebody changed since stays.

        Raises NietGevonden when there is no such deed for this person.
        """
        require_rol(self.medewerker, Rol.NAZORGCOORDINATOR)
        return await _probeer(lambda: self._maak_ongedaan(handeling, taak))

    async def _maak_ongedaan(self, handeling: UUID, taak: UUID | None) -> Uitgevoerd:
        async with self.store.open_voor(self.medewerker) as tx:
            regels = await taakstanden.find_handeling(tx, handeling)
            acties = {
                r.actie.taak_id: r.actie
                for r in regels
                if r.actie.afloop is Afloop.GEDAAN and taak in (None, r.actie.taak_id)
            }
            if not acties:
                raise NietGevonden
            rijen = await taakstanden.find_for_update(tx, list(acties))
            uit = [(rij, *_draai_terug(rij, acties[rij.id])) for rij in rijen]
            terug = [acties[rij.id].id for rij, afloop, _ in uit if afloop is Afloop.GEDAAN]
            await taakstanden.mark_ongedaan(tx, terug)
            return await self._leg_vast(tx, Handeling.ONGEDAAN, uit)

    async def _mag(self, tx: Transactie, opdracht: Opdracht) -> tuple[str, ...] | None:
        """Return the gemeenten of who gets the tasks; None when nobody gets them."""
        if opdracht.soort is not Handeling.TOEGEWEZEN:
            return None
        collegas = await medewerkers.find_collegas(tx, op=vandaag(self.klok))
        collega = find_collega(collegas, opdracht.eigenaar)
        if collega is None:
            raise VerkeerdeOpdracht({"eigenaar": "Deze collega werkt niet voor uw gemeenten."})
        return collega.gemeenten

    async def _leg_vast(
        self,
        tx: Transactie,
        soort: Handeling,
        uit: Sequence[tuple[Standrij, Afloop, Taakstand]],
    ) -> Uitgevoerd:
        """Save the new states, and write down who did what, for whom, and how it ended."""
        nu = self.klok.nu()
        maak_id = Ids(nu)
        handeling = maak_id()
        namens = await self._waarneming(tx)
        acties = [
            Actie(
                id=maak_id(),
                handeling=handeling,
                taak_id=rij.id,
                tijd=nu,
                door=self.medewerker.id,
                naam=self.medewerker.naam,
                namens=rij.stand.eigenaar if rij.stand.eigenaar in namens else "",
                namens_naam=namens.get(rij.stand.eigenaar, ""),
                soort=soort,
                afloop=afloop,
                voor=rij.stand,
                na=na,
            )
            for rij, afloop, na in uit
        ]
        klaar = [(r, a) for (r, _, _), a in zip(uit, acties, strict=True) if _is_gedaan(a)]
        await taakstanden.save(
            tx, [(a.taak_id, a.na) for _, a in klaar], door=self.medewerker.id, nu=nu
        )
        await taakstanden.insert_acties(tx, acties)
        anders = [outbox.Taakwijziging(r.dossier_id, r.id, a.na.status) for r, a in klaar]
        await outbox.put(tx, outbox.make_taken(anders, maak_id=maak_id), nu=nu)
        await audit.append_all(tx, [self._auditregel(r, a, nu) for r, a in klaar])
        return Uitgevoerd(handeling=handeling, aflopen=Counter(a.afloop for a in acties), weg=0)

    async def _waarneming(self, tx: Transactie) -> dict[str, str]:
        """Return for whom this person stands in today: id and name."""
        dag = vandaag(self.klok)
        return {
            w.voor: w.voor_naam
            for w in await medewerkers.find_waarnemingen(tx, vandaag=dag)
            if w.door == self.medewerker.id and w.van <= dag
        }

    def _auditregel(self, rij: Standrij, a: Actie, nu: datetime) -> audit.Auditregel:
        namens = f" namens {a.namens_naam}" if a.namens else ""
        return audit.Auditregel(
            tijd=nu,
            actor=self.medewerker.id,
            naam=self.medewerker.naam + namens,
            actie=f"taak_{a.soort}",
            object=f"dossier:{rij.dossier}",
            resultaat=f"taak:{rij.id}" + (f" namens:{a.namens}" if a.namens else ""),
            oorsprong=self.oorsprong,
            doel=self.medewerker.doel,
            gemeente=rij.gemeente,
        )


async def _probeer(werk: Callable[[], Awaitable[Uitgevoerd]]) -> Uitgevoerd:
    """Do it, again when PostgreSQL let somebody else go first."""
    for _ in range(_POGINGEN - 1):
        with suppress(asyncpg.DeadlockDetectedError):
            return await werk()
    return await werk()


def _beoordeel(
    rij: Standrij, opdracht: Opdracht, *, gezien: int | None, mag: tuple[str, ...] | None, dag: date
) -> tuple[Afloop, Taakstand]:
    """Return how a deed ends for one task, and its state after it."""
    try:
        na = opdracht.pas_toe(rij.stand, vandaag=dag)
    except NietOpen:
        return Afloop.NIET_OPEN, rij.stand
    na = _tot_de_vrijlating(na, rij, dag)
    if na == rij.stand:
        return Afloop.ONGEWIJZIGD, na
    if _is_wees(rij, na):
        return Afloop.NIET_MEER_NODIG, rij.stand
    if gezien not in (None, rij.versie):
        return Afloop.VERANDERD, rij.stand
    if mag is not None and rij.gemeente not in mag:
        return Afloop.GEEN_TOEGANG, rij.stand
    return Afloop.GEDAAN, na


def _tot_de_vrijlating(na: Taakstand, rij: Standrij, dag: date) -> Taakstand:
    """Give a sleep without a day an end: the release is a change too, with or without a notice."""
    slaapt = na.lijst is Lijst.SLUIMERT and na.tot is None
    if not slaapt or rij.vrij_op is None or rij.vrij_op <= dag:
        return na
    return replace(na, tot=rij.vrij_op)


def _is_gedaan(a: Actie) -> bool:
    return a.afloop is Afloop.GEDAAN


def _draai_terug(rij: Standrij, actie: Actie) -> tuple[Afloop, Taakstand]:
    if actie.ongedaan:
        return Afloop.ONGEWIJZIGD, rij.stand
    if rij.stand != actie.na:
        return Afloop.VERANDERD, rij.stand
    if _is_wees(rij, actie.voor):
        return Afloop.NIET_MEER_NODIG, rij.stand
    return Afloop.GEDAAN, actie.voor


def _is_wees(rij: Standrij, na: Taakstand) -> bool:
    """Tell whether a task would be open again while nothing asks for it any more."""
    return na.status is Taakstatus.OPEN and not rij.gevraagd


def find_collega(collegas: Iterable[Collega], id_: str) -> Collega | None:
    return next((c for c in collegas if c.id == id_), None)
