"""The sheet for the day of leaving: see it, fill it in, print it. Two people never lose a word."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec

from nazorg.detenties.dossier import Dossierstand
from nazorg.kern.medewerker import Medewerker, Rol
from nazorg.kern.toegang import NietGevonden, require_rol
from nazorg.referentie.vertrekdag import Vertrekdata, load_vertrekdata
from nazorg.store import vertrekbladen
from nazorg.store.audit import Auditregel, append
from nazorg.store.dossierlezing import get
from nazorg.store.ids import Ids
from nazorg.store.kluis import Kluis
from nazorg.store.transactie import Transactie
from nazorg.store.vertrekbladen import BladRij
from nazorg.usecases.dossiers.toon import Dossierlezer
from nazorg.werkvoorraad.vertrekdag import Vertrekblad

_AAN, _UIT = msgspec.json.Encoder(), msgspec.json.Decoder(Vertrekblad)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bewaard:
    """A version that was saved, and by whom."""

    id: UUID
    blad: Vertrekblad
    naam: str
    op: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Bladinzicht:
    """A sheet with what is known around it. bewaard: None when nobody saved one yet."""

    dag: date
    nummer: str
    gemeente: str
    stand: Dossierstand
    data: Vertrekdata
    blad: Vertrekblad
    bewaard: Bewaard | None

    @property
    def vrij_op(self) -> date | None:
        """Return the day of the release as we know it now, or the first day that it can be."""
        d = self.stand.huidige
        if d is None:
            return None
        return d.einde or (d.verwacht.vroegst if d.verwacht else None)

    @property
    def is_verouderd(self) -> bool:
        """Tell whether what was saved was filled in for another day than that of the release."""
        return self.bewaard is not None and self.bewaard.blad.dag != self.vrij_op


class BladVeranderd(Exception):  # noqa: N818 - a situation: somebody else was first
    """Somebody saved another version meanwhile. Nothing was written; both are here to compare."""

    def __init__(self, hunne: Bewaard) -> None:
        super().__init__()
        self.hunne = hunne


@dataclass(frozen=True, slots=True)
class Vertrekbladen:
    """Everything that the sheet needs. lezer: it checks who may see the dossier, and logs it."""

    lezer: Dossierlezer

    async def toon(self, nummer: str, *, medewerker: Medewerker, oorsprong: str) -> Bladinzicht:
        """Return the sheet as it was saved, or a first proposal. Raises NietGevonden. Logged."""
        inzicht = await self.lezer.toon(nummer, medewerker=medewerker, oorsprong=oorsprong)
        async with self.lezer.store.open_voor(medewerker) as tx:
            kop = await get(tx, nummer)
            rij = await vertrekbladen.find_laatste(tx, kop.id) if kop else None
        data = load_vertrekdata()
        bewaard = open_blad(rij, self.lezer.kluis) if rij else None
        return Bladinzicht(
            dag=inzicht.dag,
            nummer=inzicht.nummer,
            gemeente=inzicht.gemeente,
            stand=inzicht.stand,
            data=data,
            blad=bewaard.blad if bewaard else make_voorstel(data, inzicht.gemeente),
            bewaard=bewaard,
        )

    async def bewaar(
        self,
        nummer: str,
        blad: Vertrekblad,
        *,
        gezien: UUID | None,
        medewerker: Medewerker,
        oorsprong: str,
    ) -> None:
        """Save a version. gezien: the version that this person began with, None for none.

        Raises NietGevonden, or BladVeranderd when another version came in between.
        """
        require_rol(medewerker, Rol.NAZORGCOORDINATOR)
        lezer, nu = self.lezer, self.lezer.klok.nu()
        async with lezer.store.open_voor(medewerker) as tx:
            kop = await get(tx, nummer)
            if kop is None:
                raise NietGevonden
            await vertrekbladen.lock(tx, kop.id)
            laatste = await vertrekbladen.find_laatste(tx, kop.id)
            if laatste and laatste.id != gezien:
                raise BladVeranderd(open_blad(laatste, lezer.kluis))
            rij = _to_rij(kop.id, blad, medewerker, nu, lezer.kluis)
            await vertrekbladen.insert(tx, rij)
            await _log(tx, kop.nummer, kop.gemeente, medewerker, oorsprong, nu)


def make_voorstel(data: Vertrekdata, gemeente: str) -> Vertrekblad:
    """Return the sheet that nobody has touched yet: everything to bring, and how to sleep here."""
    return Vertrekblad(
        slapen=data.slapen.get(gemeente, ""), meenemen=tuple(s for s, _ in data.meenemen)
    )


def open_blad(rij: BladRij, kluis: Kluis) -> Bewaard:
    """Decrypt a version. Raises KluisFout when the key is not the right one."""
    inhoud: Any = kluis.ontsleutel(rij.inhoud, voor=_voor(rij.id))
    return Bewaard(id=rij.id, blad=_UIT.decode(inhoud), naam=rij.naam, op=rij.bewaard_op)


def _voor(id_: UUID) -> bytes:
    return b"vertrekblad|inhoud|" + id_.bytes


def _to_rij(
    dossier: UUID, blad: Vertrekblad, medewerker: Medewerker, nu: datetime, kluis: Kluis
) -> BladRij:
    id_ = Ids(nu)()
    return BladRij(
        id=id_,
        dossier_id=dossier,
        inhoud=kluis.versleutel(_AAN.encode(blad), voor=_voor(id_)),
        door=medewerker.id,
        naam=medewerker.naam,
        bewaard_op=nu,
    )


async def _log(
    tx: Transactie,
    nummer: str,
    gemeente: str,
    medewerker: Medewerker,
    oorsprong: str,
    nu: datetime,
) -> None:
    await append(
        tx,
        Auditregel(
            tijd=nu,
            actor=medewerker.id,
            naam=medewerker.naam,
            actie="vertrekblad_bewaard",
            object=f"dossier:{nummer}",
            resultaat="gelukt",
            oorsprong=oorsprong,
            doel=medewerker.doel,
            gemeente=gemeente,
        ),
    )
