"""Decide about one message that was set aside: give it up, or add the code that it lacks."""

from dataclasses import dataclass
from uuid import UUID

from nazorg.berichten.uitkomst import Reden
from nazorg.contract.correctie import find_velden
from nazorg.kern.bsn import is_bsn
from nazorg.kern.medewerker import Medewerker, Rol
from nazorg.kern.toegang import NietGevonden, require_rol
from nazorg.kern.weigering import Weigering
from nazorg.store import berichtbeheer, correcties, gemeentecodes, inrichtingen
from nazorg.store.berichtbeheer import Bericht
from nazorg.store.transactie import Transactie
from nazorg.usecases.berichten.afgehandeld import weiger_bericht
from nazorg.usecases.berichten.geldig import open_geldig
from nazorg.usecases.berichten.herlees import Beheerder, Herlezer, end
from nazorg.usecases.berichten.ontvang import Ontvanger

MAX_TOELICHTING = 300


class CodeGeweigerd(Weigering):
    """A code cannot be added like this. veld: of the form, in which that stands."""

    def __init__(self, veld: str, tekst: str) -> None:
        super().__init__(tekst)
        self.veld = veld


class GeenToelichting(Weigering):
    """A decision about a message needs a reason in words, without a number of a person in it."""


@dataclass(frozen=True, slots=True)
class Berichtbeheer:
    """What a functioneel beheerder can decide about one message."""

    ontvanger: Ontvanger

    async def geef_op(
        self, id_: UUID, toelichting: str, *, medewerker: Medewerker, oorsprong: str
    ) -> None:
        """Decide that a message will not be handled. It stays, with the reason and who decided.

        Raises GeenToelichting, AlAfgehandeld, or NietGevonden when it is not set aside here.
        """
        require_rol(medewerker, Rol.FUNCTIONEEL_BEHEERDER)
        tekst = check_toelichting(toelichting)
        async with self.ontvanger.store.open_unscoped_ontvangst() as tx:
            b = await self._lock(tx, id_, medewerker)
            await Herlezer(self.ontvanger).leg_vast(
                tx,
                [end(b, Reden.VERVALLEN_VERKLAARD)],
                Beheerder.van(medewerker, oorsprong),
                actie="bericht_opgegeven",
                toelichting=tekst,
            )

    async def voeg_inrichting_toe(
        self, id_: UUID, code: str, naam: str, *, medewerker: Medewerker, oorsprong: str
    ) -> None:
        """Add the code of an inrichting that a message uses and our list lacks.

        Raises CodeGeweigerd, AlAfgehandeld, or NietGevonden.
        """
        require_rol(medewerker, Rol.FUNCTIONEEL_BEHEERDER)
        code, naam = code.strip().upper(), naam.strip()
        if not (2 <= len(code) <= 8 and code.isascii() and code.isalnum()):
            raise CodeGeweigerd("code", "Een code heeft 2 tot 8 letters of cijfers.")
        if not 2 <= len(naam) <= 60:
            raise CodeGeweigerd("naam", "Geef de naam van de inrichting, hoogstens 60 tekens.")
        o = self.ontvanger
        async with o.store.open_unscoped_ontvangst() as tx:
            await self._check_code(tx, id_, code, Reden.ONBEKENDE_INRICHTING, medewerker)
            await inrichtingen.insert(tx, code, naam, door=medewerker.id, nu=o.klok.nu())
            wie = Beheerder.van(medewerker, oorsprong)
            await Herlezer(o).schrijf_audit(tx, wie, "inrichting_toegevoegd", code)

    async def voeg_gemeente_toe(
        self, id_: UUID, code: str, naam: str, *, medewerker: Medewerker, oorsprong: str
    ) -> None:
        """Add the code of a gemeente that is newer than our list; it is not one that we serve.

        Raises CodeGeweigerd, AlAfgehandeld, or NietGevonden.
        """
        require_rol(medewerker, Rol.FUNCTIONEEL_BEHEERDER)
        code, naam = code.strip(), naam.strip()
        if not (len(code) == 4 and code.isascii() and code.isdigit()):
            raise CodeGeweigerd("code", "De code van een gemeente heeft vier cijfers.")
        if not 2 <= len(naam) <= 60:
            raise CodeGeweigerd("naam", "Geef de naam van de gemeente, hoogstens 60 tekens.")
        o = self.ontvanger
        async with o.store.open_unscoped_ontvangst() as tx:
            await self._check_code(tx, id_, code, Reden.ONBEKENDE_GEMEENTE, medewerker)
            await gemeentecodes.insert(tx, code, naam, door=medewerker.id, nu=o.klok.nu())
            wie = Beheerder.van(medewerker, oorsprong)
            await Herlezer(o).schrijf_audit(tx, wie, "gemeente_toegevoegd", code)

    async def _check_code(
        self, tx: Transactie, id_: UUID, code: str, reden: Reden, medewerker: Medewerker
    ) -> None:
        """Refuse a code that is not the one on which the message stopped: a slip of the hand."""
        b = await self._lock(tx, id_, medewerker)
        geldig = await correcties.find_geldige(tx, [id_])
        ruw = open_geldig(b, self.ontvanger.kluis, geldig.get(id_))
        if ruw is None:
            raise NietGevonden
        velden = find_velden(ruw, [f for f in b.fouten if f.reden is reden])
        codes = sorted({veld.waarde for veld in velden if veld.waarde})
        if code not in codes:
            staat_er = " en ".join(codes) or "geen onbekende code"
            raise CodeGeweigerd("code", f"In het bericht staat {staat_er}, niet {code}.")

    async def _lock(self, tx: Transactie, id_: UUID, medewerker: Medewerker) -> Bericht:
        """Lock a message that lies here for this person. Raises AlAfgehandeld or NietGevonden."""
        gevonden = await berichtbeheer.lock_liggend(tx, [id_])
        if not gevonden:
            await weiger_bericht(tx, id_, medewerker)
        if gevonden[0].gemeente not in medewerker.gemeenten:
            raise NietGevonden
        return gevonden[0]


def is_toelichting(tekst: str) -> bool:
    """Tell whether this will do as a reason in words."""
    try:
        check_toelichting(tekst)
    except GeenToelichting:
        return False
    return True


def check_toelichting(tekst: str) -> str:
    """Return a reason in words. Raises GeenToelichting."""
    tekst = " ".join(tekst.split())
    if not 5 <= len(tekst) <= MAX_TOELICHTING:
        raise GeenToelichting(f"Geef een reden van 5 tot {MAX_TOELICHTING} tekens.")
    woorden = tekst.replace(".", " ").replace(",", " ").split()
    if any(is_bsn(woord) for woord in woorden):
        raise GeenToelichting("Zet geen BSN in de reden.")
    return tekst
