"""Decide about one message that was set aside: give it up, or add the code that it lacks."""

from dataclasses import dataclass
from uuid import UUID

from nazorg.berichten.uitkomst import Reden
from nazorg.kern.bsn import is_bsn
from nazorg.kern.medewerker import Medewerker, Rol
from nazorg.kern.toegang import NietGevonden, require_rol
from nazorg.kern.weigering import Weigering
from nazorg.store import berichtbeheer, gemeentecodes, inrichtingen
from nazorg.usecases.berichten.herlees import Beheerder, Herlezer, end
from nazorg.usecases.berichten.ontvang import Ontvanger

MAX_TOELICHTING = 300


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

        Raises GeenToelichting, or NietGevonden when it is not set aside here.
        """
        require_rol(medewerker, Rol.FUNCTIONEEL_BEHEERDER)
        tekst = check_toelichting(toelichting)
        async with self.ontvanger.store.open_unscoped_ontvangst() as tx:
            gevonden = await berichtbeheer.lock_liggend(tx, [id_])
            if not gevonden or gevonden[0].gemeente not in medewerker.gemeenten:
                raise NietGevonden
            await Herlezer(self.ontvanger).leg_vast(
                tx,
                [end(gevonden[0], Reden.VERVALLEN_VERKLAARD)],
                Beheerder.van(medewerker, oorsprong),
                actie="bericht_opgegeven",
                toelichting=tekst,
            )

    async def voeg_inrichting_toe(
        self, code: str, naam: str, *, medewerker: Medewerker, oorsprong: str
    ) -> None:
        """Add a code of an inrichting that messages use and our list lacks."""
        require_rol(medewerker, Rol.FUNCTIONEEL_BEHEERDER)
        code, naam = code.strip().upper(), naam.strip()
        if not (2 <= len(code) <= 8 and code.isascii() and code.isalnum()):
            raise Weigering("Een code heeft 2 tot 8 letters of cijfers.")
        if not 2 <= len(naam) <= 60:
            raise Weigering("Geef de naam van de inrichting, hoogstens 60 tekens.")
        o = self.ontvanger
        async with o.store.open_unscoped_ontvangst() as tx:
            await inrichtingen.insert(tx, code, naam, door=medewerker.id, nu=o.klok.nu())
            wie = Beheerder.van(medewerker, oorsprong)
            await Herlezer(o).schrijf_audit(tx, wie, "inrichting_toegevoegd", code)

    async def voeg_gemeente_toe(
        self, code: str, naam: str, *, medewerker: Medewerker, oorsprong: str
    ) -> None:
        """Add the code of a gemeente that is newer than our list; it is not one that we serve."""
        require_rol(medewerker, Rol.FUNCTIONEEL_BEHEERDER)
        code, naam = code.strip(), naam.strip()
        if not (len(code) == 4 and code.isascii() and code.isdigit()):
            raise Weigering("De code van een gemeente heeft vier cijfers.")
        if not 2 <= len(naam) <= 60:
            raise Weigering("Geef de naam van de gemeente, hoogstens 60 tekens.")
        o = self.ontvanger
        async with o.store.open_unscoped_ontvangst() as tx:
            await gemeentecodes.insert(tx, code, naam, door=medewerker.id, nu=o.klok.nu())
            wie = Beheerder.van(medewerker, oorsprong)
            await Herlezer(o).schrijf_audit(tx, wie, "gemeente_toegevoegd", code)


def check_toelichting(tekst: str) -> str:
    """Return a reason in words. Raises GeenToelichting."""
    tekst = " ".join(tekst.split())
    if not 5 <= len(tekst) <= MAX_TOELICHTING:
        raise GeenToelichting(f"Geef een reden van 5 tot {MAX_TOELICHTING} tekens.")
    woorden = tekst.replace(".", " ").replace(",", " ").split()
    if any(is_bsn(woord) for woord in woorden):
        raise GeenToelichting("Zet geen BSN in de reden.")
    return tekst
