"""Look at one message: why it is where it is, what it changed, and, with a reason, what it says."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from nazorg.berichten.beheer import Correctiestand
from nazorg.berichten.soort import Bronsoort
from nazorg.contract.correctie import Veld, find_velden
from nazorg.kern.klok import Klok, vandaag
from nazorg.kern.medewerker import Medewerker, Rol
from nazorg.kern.toegang import NietGevonden, require_rol
from nazorg.kern.weigering import Weigering
from nazorg.store import audit, berichtbeheer, brontelling, correcties
from nazorg.store.berichtbeheer import Bericht, Gevolgen, Poging
from nazorg.store.correcties import Correctie
from nazorg.store.kluis import Kluis
from nazorg.store.store import Store
from nazorg.usecases.berichten.beoordeel import is_inhoud_verwijderd, unseal
from nazorg.usecases.berichten.corrigeer import Corrector, Voorstel, mag_verbeteren
from nazorg.usecases.berichten.herhaal import check_toelichting
from nazorg.usecases.berichten.herlees import open_geldig
from nazorg.usecases.berichten.toon import LEZERS


class InhoudVerwijderd(Weigering):
    """What the message said is no longer there: its term was over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Berichtinzicht:
    """inhoud: what the message says, only when somebody asked for it with a reason.

    verwijderd_op: when we removed that because its term was over, or None.
    telling: the day that this message counts, as long as no newer count took its place.
    verbeterd: what counts instead, when it was corrected; velden: what may be corrected, asked for
    in the same way. voorstel: the open proposal, opened by who looks.
    """

    dag: date
    bericht: Bericht
    gevolgen: Gevolgen
    gebeurtenissen: int
    pogingen: tuple[Poging, ...]
    verwijderd_op: datetime | None
    telling: date | None = None
    correcties: tuple[Correctie, ...] = ()
    inhoud: str | None = None
    verbeterd: str | None = None
    velden: tuple[Veld, ...] = ()
    voorstel: Voorstel | None = None


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
            verbeteringen = tuple(await correcties.find(tx, id_))
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
            correcties=verbeteringen,
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
            geldig = (await correcties.find_geldige(tx, [id_])).get(id_)
        ruw = unseal(b.inhoud, b.id, self.kluis)
        telt = open_geldig(b, self.kluis, geldig) or ruw
        open_ = any(c.stand is Correctiestand.OPEN for c in gezien.correcties)
        return replace(
            gezien,
            inhoud=_toon(ruw),
            verbeterd=_toon(telt) if geldig else None,
            velden=find_velden(telt, b.fouten)
            if mag_verbeteren(b, medewerker) and not open_
            else (),
        )

    async def open_voorstel(
        self, id_: UUID, *, corrector: Corrector, medewerker: Medewerker, oorsprong: str
    ) -> Berichtinzicht:
        """Return a message with its open proposal. Raises NietGevonden when there is none."""
        gezien = await self.bekijk(id_, medewerker=medewerker)
        voorstel = await corrector.bekijk(id_, medewerker=medewerker, oorsprong=oorsprong)
        return replace(gezien, voorstel=voorstel)


def _toon(ruw: bytes) -> str:
    return ruw.decode("utf-8", "replace")
