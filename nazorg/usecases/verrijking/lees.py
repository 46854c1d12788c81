"""What each partner told about a dossier, as it stands now: never more than may be seen."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from nazorg.kern.klok import Klok, vandaag
from nazorg.kern.medewerker import Medewerker
from nazorg.kern.partner import Antwoordstand, Partner, Partnerreden
from nazorg.referentie.grondslagen import Grondslagen, load_grondslagen
from nazorg.store import toestemmingen
from nazorg.store.kluis import Kluis
from nazorg.store.partnergegevens import Gegevenrij, Gegeventafel
from nazorg.store.partnervragen import Vraagrij, Vraagtafel
from nazorg.store.transactie import Transactie


@dataclass(frozen=True, slots=True, kw_only=True)
class Bronbeeld:
    """One partner on a dossier.

    sinds: when this stand began; None when nothing was asked. gegevens: what is still valid; with
    NIET_BEREIKBAAR the last that was told. toestemming: since when there is consent.
    kan_toestemmen: consent would let us ask more.
    """

    partner: Partner
    stand: Antwoordstand
    sinds: datetime | None = None
    gehoord_op: datetime | None = None
    reden: Partnerreden | None = None
    waarom: str = ""
    gegevens: tuple[Gegevenrij, ...] = ()
    kan_toestemmen: bool = False
    toestemming: datetime | None = None

    @property
    def is_verlopen(self) -> bool:
        """Tell whether something was known that is over by now."""
        return self.stand is Antwoordstand.BEKEND and not self.gegevens


async def lees_verrijking(
    tx: Transactie, dossier: UUID, *, medewerker: Medewerker, kluis: Kluis, klok: Klok
) -> tuple[Bronbeeld, ...]:
    """Return every partner, also those that may not be asked, in a fixed order."""
    nu = klok.nu()
    vragen = {v.partner: v for v in await Vraagtafel("nazorg").find(tx, dossier)}
    rijen = await Gegeventafel("nazorg", kluis).find(tx, dossier, rollen=medewerker.rollen, nu=nu)
    wil = {t.partner: t.gegeven_op for t in await toestemmingen.find(tx, dossier)}
    per_partner: dict[Partner, list[Gegevenrij]] = {}
    for rij in rijen:
        # Withdrawn consent hides at once what is not deleted yet (L11).
        if not rij.toestemming or rij.partner in wil:
            per_partner.setdefault(rij.partner, []).append(rij)
    tafel = load_grondslagen()
    return tuple(
        _beeld(p, vragen.get(p), tuple(per_partner.get(p, ())), wil.get(p), medewerker, tafel, klok)
        for p in Partner
    )


def _beeld(
    partner: Partner,
    vraag: Vraagrij | None,
    gegevens: tuple[Gegevenrij, ...],
    wil: datetime | None,
    medewerker: Medewerker,
    tafel: Grondslagen,
    klok: Klok,
) -> Bronbeeld:
    doel = medewerker.doel
    if vraag is None:
        oordeel = tafel.beoordeel(doel, partner, op=vandaag(klok), toestemming=bool(wil))
        stand = Antwoordstand.WACHT if oordeel.bases else Antwoordstand.NIET_TOEGESTAAN
        return Bronbeeld(partner=partner, stand=stand, waarom=oordeel.waarom)
    return Bronbeeld(
        partner=partner,
        stand=vraag.stand,
        sinds=vraag.sinds,
        gehoord_op=vraag.gehoord_op,
        reden=vraag.reden,
        waarom=vraag.waarom,
        gegevens=gegevens,
        kan_toestemmen=tafel.vraagt_toestemming(doel, partner),
        toestemming=wil,
    )
