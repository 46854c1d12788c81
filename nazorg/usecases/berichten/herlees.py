"""Read messages anew that were set aside or had to wait, and put what is right in its dossier."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from nazorg.berichten.uitkomst import NOOIT_OPNIEUW, Deur, Reden, RuwBericht, Uitkomst
from nazorg.contract.lezen import Afgekeurd, Gelezen, Geteld, Lezing
from nazorg.detenties.routering import Kaart
from nazorg.kern.klok import vandaag
from nazorg.kern.medewerker import Medewerker
from nazorg.store import audit, berichtbeheer, correcties, sleutels
from nazorg.store.berichtbeheer import Bericht, Herziening, PogingRij
from nazorg.store.berichten import make_uniek
from nazorg.store.ids import Ids
from nazorg.store.transactie import Transactie
from nazorg.usecases.berichten.beoordeel import (
    beoordeel,
    make_sleutels,
    spoor_van,
    vind_plek,
)
from nazorg.usecases.berichten.geldig import open_geldig
from nazorg.usecases.berichten.neem_op import Opname, neem_op
from nazorg.usecases.berichten.ontvang import Ontvanger
from nazorg.usecases.berichten.zelfde_nummer import find_houders, give_way, make_houder
from nazorg.usecases.bewaking.vergelijk_telling import bewaar_telling

# Of these nothing of what they say is kept.
_VOOR_NIEMAND = frozenset({Reden.GEMEENTE_NIET_AANGESLOTEN, Reden.DOSSIER_VERWIJDERD})


@dataclass(frozen=True, slots=True, kw_only=True)
class Beheerder:
    """Who does something with messages, as it is written down."""

    id: str
    naam: str
    doel: str
    oorsprong: str

    @classmethod
    def van(cls, medewerker: Medewerker, oorsprong: str) -> "Beheerder":
        return cls(
            id=medewerker.id, naam=medewerker.naam, doel=medewerker.doel, oorsprong=oorsprong
        )


class _Herlezen(NamedTuple):
    """A message with what counts of it, and how that reads today."""

    bericht: Bericht
    ruw: bytes
    lezing: Lezing

    @property
    def nummer(self) -> UUID:
        """The key of the name that it has by this reading."""
        return make_uniek(self.lezing.bron, self.lezing.id)


@dataclass(frozen=True, slots=True)
class Herlezer:
    """Everything that reading messages anew needs."""

    ontvanger: Ontvanger

    async def herlees(self, tx: Transactie, gekozen: Sequence[Bericht]) -> list[Herziening]:
        """Read messages anew and put what is right now in its dossier.

        gekozen: locked, with content. Nothing is written about the messages themselves yet. Raises
        Gelijktijdig, and what reading raises: then the caller tries fewer at once.
        """
        o = self.ontvanger
        kaart = o.kennis.kaart(op=vandaag(o.klok))
        verbeterd = await correcties.find_geldige(tx, [b.id for b in gekozen])
        gelezen = [self._herlees(b, verbeterd.get(b.id)) for b in gekozen]
        bekend = await self._find_bekende(tx, gelezen, kaart.aangesloten)
        herzieningen = [
            _still_apart(h.bericht, h.lezing) for h in gelezen if isinstance(h.lezing, Afgekeurd)
        ]
        herzieningen += await self._geef_nummers(tx, gelezen, kaart.aangesloten, bekend)
        goed = {h.id for h in herzieningen if h.uitkomst is Uitkomst.VERWERKT}
        bewaard = {h.id for h in herzieningen if h.reden not in _VOOR_NIEMAND} - goed
        te_laat = await self._verwerk(tx, [h for h in gelezen if h.bericht.id in goed], kaart)
        te_laat |= await self._find_verwijderde(tx, [h for h in gelezen if h.bericht.id in bewaard])
        per_id = {b.id: b for b in gekozen}
        return [
            end(per_id[h.id], Reden.DOSSIER_VERWIJDERD) if h.id in te_laat else h
            for h in herzieningen
        ]

    async def _geef_nummers(
        self,
        tx: Transactie,
        gelezen: Sequence[_Herlezen],
        aangesloten: frozenset[str],
        bekend: set[UUID],
    ) -> list[Herziening]:
        """Give what can be read its own name, unless another message has it."""
        goed = [h for h in gelezen if not isinstance(h.lezing, Afgekeurd)]
        houders = await find_houders(
            tx, {h.bericht.id: h.nummer for h in goed}, self.ontvanger.kluis
        )
        uit = []
        # Whoever has its name already goes first: the others hear what became of it.
        for h in sorted(goed, key=lambda h: h.bericht.uniek != h.nummer):
            b, g = h.bericht, h.lezing
            assert not isinstance(g, Afgekeurd)
            herziening = _accept(b, g, h.nummer, aangesloten, bekend)
            houder = houders.get(h.nummer)
            if houder is None or houder.id == b.id:
                houders[h.nummer] = make_houder(herziening, h.ruw)
            elif herziening.uitkomst is Uitkomst.GENEGEERD:
                # For nobody here: then nothing of it is kept, whoever has the name.
                herziening = end(b, Reden.GEMEENTE_NIET_AANGESLOTEN)
            else:
                herziening = give_way(b, g, h.ruw, houder, plek=herziening.gemeente)
            uit.append(herziening)
        return uit

    async def _verwerk(
        self, tx: Transactie, verwerkt: Sequence[_Herlezen], kaart: Kaart
    ) -> set[UUID]:
        """Put notices in their dossiers; return those whose dossier was removed."""
        o, nu = self.ontvanger, self.ontvanger.klok.nu()
        opnames = [
            Opname(
                b.id,
                g.melding,
                g.data,
                b.ontvangen_op,
                make_sleutels(g, o.kluis),
                spoor_van(b),
            )
            for b, _, g in verwerkt
            if isinstance(g, Gelezen)
        ]
        te_laat: set[UUID] = set()
        if opnames:
            te_laat = await neem_op(tx, opnames, kluis=o.kluis, kennis=o.kennis, kaart=kaart, nu=nu)
        if tellingen := [g.telling for _, _, g in verwerkt if isinstance(g, Geteld)]:
            await bewaar_telling(tx, tellingen, nu=nu)
        return te_laat

    def _herlees(self, b: Bericht, verbeterd: correcties.Verbeterd | None) -> _Herlezen:
        """Read one message by today's rules, in the version that counts. Raises KluisFout."""
        ruw = open_geldig(b, self.ontvanger.kluis, verbeterd)
        assert ruw is not None
        bericht = RuwBericht(inhoud=ruw, deur=Deur(b.deur), herkomst=b.herkomst)
        return _Herlezen(b, ruw, self.ontvanger.lezer.lees(bericht))

    async def _find_bekende(
        self, tx: Transactie, gelezen: Sequence[_Herlezen], aangesloten: frozenset[str]
    ) -> set[UUID]:
        """Return the messages for nobody here that are about a detention we know all the same."""
        vreemd = self._detenties(
            h for h in gelezen if beoordeel(h.lezing, aangesloten)[0] is Uitkomst.GENEGEERD
        )
        bekend = await sleutels.find_bekende(tx, list(vreemd.values())) if vreemd else set()
        return {id_ for id_, sleutel in vreemd.items() if sleutel in bekend}

    async def _find_verwijderde(self, tx: Transactie, gelezen: Sequence[_Herlezen]) -> set[UUID]:
        """Return the messages about a dossier that was removed: what they say may not stay here."""
        van = self._detenties(gelezen)
        weg = await sleutels.find_verwijderde(tx, list(van.values())) if van else set()
        return {id_ for id_, sleutel in van.items() if sleutel in weg}

    def _detenties(self, gelezen: Iterable[_Herlezen]) -> dict[UUID, bytes]:
        """Return the key of the detention that each notice is about."""
        kluis = self.ontvanger.kluis
        return {
            h.bericht.id: make_sleutels(h.lezing, kluis).detentie
            for h in gelezen
            if isinstance(h.lezing, Gelezen)
        }

    async def leg_vast(
        self,
        tx: Transactie,
        herzieningen: Sequence[Herziening],
        wie: Beheerder,
        *,
        actie: str,
        toelichting: str = "",
    ) -> None:
        """Write what messages turned out to be, who did that, and what no longer applies."""
        nu = self.ontvanger.klok.nu()
        maak_id = Ids(nu)
        await berichtbeheer.update(tx, herzieningen)
        voor_niemand = [h.id for h in herzieningen if h.reden in _VOOR_NIEMAND]
        if voor_niemand:
            await berichtbeheer.wis_inhoud(tx, voor_niemand)
        # Nobody can decide any more about a correction of these.
        klaar = [
            h.id
            for h in herzieningen
            if h.uitkomst is not Uitkomst.APART_GEZET or h.reden in NOOIT_OPNIEUW
        ]
        await correcties.laat_vervallen(tx, klaar, nu=nu)
        pogingen = [
            PogingRij(maak_id(), h.id, h.uitkomst, h.reden, toelichting) for h in herzieningen
        ]
        await berichtbeheer.insert_pogingen(tx, pogingen, door=wie.id, naam=wie.naam, nu=nu)
        await self.schrijf_audit(tx, wie, actie, f"{len(herzieningen)} berichten")

    async def schrijf_audit(
        self,
        tx: Transactie,
        wie: Beheerder,
        actie: str,
        object_: str,
        resultaat: str = "gelukt",
        gemeente: str = "",
    ) -> None:
        """Write down who did what. Never anything of what a message says."""
        regel = audit.Auditregel(
            tijd=self.ontvanger.klok.nu(),
            actor=wie.id,
            naam=wie.naam,
            actie=actie,
            object=object_,
            resultaat=resultaat,
            oorsprong=wie.oorsprong,
            doel=wie.doel,
            gemeente=gemeente,
        )
        await audit.append(tx, regel)


def end(b: Bericht, reden: Reden) -> Herziening:
    """End the matter of a message without handling it. Its place in the list stays its own."""
    return _herziening(b, uitkomst=Uitkomst.GENEGEERD, reden=reden)


def fail(b: Bericht) -> Herziening:
    """Set a message aside on which our own code fails."""
    return _herziening(b, reden=Reden.EIGEN_FOUT)


def _still_apart(b: Bericht, g: Lezing) -> Herziening:
    """Keep a message aside, with what is wrong with it by today's reading."""
    # Which door it came through is not read anew: what that door refused stays refused.
    fouten = [f for f in b.fouten if f.reden in NOOIT_OPNIEUW and f not in g.fouten]
    fouten += g.fouten
    herziening = _herziening(b, reden=fouten[0].reden)
    herziening.fouten = fouten
    return herziening


def _accept(
    b: Bericht,
    g: Gelezen | Geteld,
    uniek: UUID,
    aangesloten: frozenset[str],
    bekend: set[UUID],
) -> Herziening:
    """Give a message that can be read now its own name, and the outcome that goes with it."""
    uitkomst, reden = (Uitkomst.VERWERKT, None) if b.id in bekend else beoordeel(g, aangesloten)
    plek = vind_plek(g, aangesloten)
    return Herziening(
        b.id, g.bron, g.id, g.type, g.tijd, g.volgorde, uitkomst, reden, None, plek, uniek
    )


def _herziening(
    b: Bericht,
    *,
    uitkomst: Uitkomst = Uitkomst.APART_GEZET,
    reden: Reden,
) -> Herziening:
    fouten = list(b.fouten) or None
    return Herziening(
        b.id,
        b.bron,
        b.bericht_id,
        b.soort,
        b.tijd,
        b.volgorde,
        uitkomst,
        reden,
        fouten,
        b.gemeente,
        b.uniek,
    )
