"""Look at one message: why it is where it is, what it changed, and, with a reason, what it says."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from nazorg.berichten.soort import Bronsoort
from nazorg.kern.klok import Klok, vandaag
from nazorg.kern.medewerker import Medewerker, Rol
from nazorg.kern.toegang import NietGevonden, require_rol
from nazorg.kern.weigering import Weigering
from nazorg.store import audit, berichtbeheer, brontelling
from nazorg.store.berichtbeheer import Bericht, Gevolgen, Poging
from nazorg.store.kluis import Kluis
from nazorg.store.store import Store
from nazorg.usecases.berichten.beoordeel import is_inhoud_verwijderd, unseal
from nazorg.usecases.berichten.herhaal import check_toelichting
from nazorg.usecases.berichten.toon import LEZERS


class InhoudVerwijderd(Weigering):
    """What the message said is no longer there: its term was over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Berichtinzicht:
    """inhoud: what the message says, only when somebody asked for it with a reason.

    verwijderd_op: when we removed that because its term was over, or None.
    telling: the day that this message counts, as long as no newer count took its place.
    """

    dag: date
    bericht: Bericht
    gevolgen: Gevolgen
    gebeurtenissen: int
    pogingen: tuple[Poging, ...]
    verwijderd_op: datetime | None
    telling: date | None = None
    inhoud: str | None = None


@dataclass(frozen=True, slots=True)
class Berichtlezer:
    """Everything that looking at a message needs."""

    store: Store
    kluis: Kluis
    klok: Klok

    async def bekijk(self, id_: UUID, *, medewerker: Medewerker) -> Berichtinzicht:
        """Return a message without what it says. Raises NietGevonden."""
        require_rol(medewerker, *LEZERS)
        async with self.store.open_voor(medewerker) as tx:
            bericht = await berichtbeheer.get(tx, id_)
            if bericht is None:
                raise NietGevonden
            gevolgen = await berichtbeheer.find_gevolgen(tx, bericht)
            pogingen = tuple(await berichtbeheer.find_pogingen(tx, id_))
            telling = await brontelling.find_dag(
                tx, bron=bericht.bron, bericht_id=bericht.bericht_id
            )
        # The web has no right to the outbox; who may see the message may know how many there were.
        async with self.store.open_unscoped_ontvangst() as tx:
            gebeurtenissen = await berichtbeheer.tel_gebeurtenissen(tx, id_)
        return Berichtinzicht(
            dag=vandaag(self.klok),
            bericht=bericht,
            gevolgen=gevolgen,
            gebeurtenissen=gebeurtenissen,
            pogingen=pogingen,
            verwijderd_op=bericht.verwijderd_op if is_inhoud_verwijderd(bericht) else None,
            telling=telling if bericht.soort == Bronsoort.TELLING_GEMELD else None,
        )

    async def open_inhoud(
        self, id_: UUID, reden: str, *, medewerker: Medewerker, oorsprong: str
    ) -> Berichtinzicht:
        """Return a message with what it says. Only with a reason, which is written down.

        Raises GeenToelichting, InhoudVerwijderd, or NietGevonden (also when the content was never
        kept).
        """
        require_rol(medewerker, Rol.FUNCTIONEEL_BEHEERDER)
        tekst = check_toelichting(reden)
        gezien = await self.bekijk(id_, medewerker=medewerker)
        b = gezien.bericht
        if gezien.verwijderd_op:
            raise InhoudVerwijderd("De inhoud is verwijderd: de bewaartermijn is voorbij.")
        if b.inhoud is None:
            raise NietGevonden
        async with self.store.open_voor(medewerker) as tx:
            await audit.append(
                tx,
                audit.Auditregel(
                    tijd=self.klok.nu(),
                    actor=medewerker.id,
                    naam=medewerker.naam,
                    actie="bericht_inhoud_ingezien",
                    object=f"bericht:{id_}",
                    resultaat=tekst,
                    oorsprong=oorsprong,
                    doel=medewerker.doel,
                    gemeente=b.gemeente,
                ),
            )
        ruw = unseal(b.inhoud, b.id, self.kluis)
        return replace(gezien, inhoud=ruw.decode("utf-8", "replace"))
