"""Look for a dossier by name, dossier number, BSN or inrichting. Every search is written down."""

import re
from dataclasses import dataclass

from nazorg.kern.bsn import is_bsn
from nazorg.kern.klok import Klok, vandaag
from nazorg.kern.medewerker import Medewerker, Rol
from nazorg.kern.toegang import require_rol
from nazorg.referentie.kennis import Kennis
from nazorg.store import audit, dossierlezing, zoeken
from nazorg.store.kluis import Kluis
from nazorg.store.store import Store
from nazorg.store.transactie import Transactie
from nazorg.store.zoeken import Vondst

HOOGSTENS = 50
LANGSTE = 100
_NUMMER = re.compile(r"nz[- ]?(\d{4})[- ]?(\d{1,12})", re.IGNORECASE)
# Without the letters, only with a sign between: eight digits in a row are more like a BSN.
_ZONDER_NZ = re.compile(r"(20\d{2})[- ](\d{1,12})")
_KORT_NUMMER = re.compile(r"(\d{1,6})")
_DATUM = re.compile(r"\d{1,2}[-/. ]\d{1,2}[-/. ]\d{2,4}|\d{4}-\d{2}-\d{2}")
WAAROP = "Zoek op een naam, een dossiernummer (zoals 2026-0250), een BSN of een PI."
_CIJFERS = re.compile(r"[\d .-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Zoekresultaat:
    """What a search found. naar: the dossier number when it can only be that one.

    uitleg: why nothing was looked for, or ''. meer: there are more than vondsten. inrichting: the
    name of the prison that was meant, with who is held there.
    """

    vondsten: tuple[Vondst, ...] = ()
    meer: bool = False
    naar: str = ""
    uitleg: str = ""
    inrichting: str = ""
    in_inrichting: tuple[Vondst, ...] = ()


@dataclass(frozen=True, slots=True)
class Zoeker:
    """Everything that searching needs: who asks, and from where."""

    medewerker: Medewerker
    store: Store
    kluis: Kluis
    klok: Klok
    kennis: Kennis
    oorsprong: str

    async def zoek(self, tekst: str) -> Zoekresultaat:
        """Return what fits. tekst: as it was typed; it is kept nowhere."""
        require_rol(self.medewerker, Rol.NAZORGCOORDINATOR)
        # What was pasted may hold signs that nobody sees; no name has one.
        leesbaar = "".join(teken if teken.isprintable() else " " for teken in tekst)
        tekst = " ".join(leesbaar.split())[:LANGSTE]
        if not tekst:
            return Zoekresultaat(uitleg="Typ een naam, een dossiernummer, een BSN of een PI.")
        if nummer := self._dossiernummer(tekst):
            return await self._op_nummer(nummer)
        if _DATUM.fullmatch(tekst):
            return Zoekresultaat(uitleg=f"Op een datum kunt u niet zoeken. {WAAROP}")
        cijfers = re.sub(r"\D", "", tekst)
        if _CIJFERS.fullmatch(tekst):
            return await self._op_bsn(cijfers)
        return await self._op_naam(tekst)

    def _dossiernummer(self, tekst: str) -> str:
        """Return the dossier that is meant, '' for none; without a year it is one of this year."""
        if kort := _KORT_NUMMER.fullmatch(tekst):
            return f"NZ-{vandaag(self.klok).year}-{kort[1].zfill(4)}"
        nummer = _NUMMER.fullmatch(tekst) or _ZONDER_NZ.fullmatch(tekst)
        return f"NZ-{nummer[1]}-{nummer[2].zfill(4)}" if nummer else ""

    async def _op_bsn(self, bsn: str) -> Zoekresultaat:
        if not is_bsn(bsn):
            return Zoekresultaat(
                uitleg=f"Dit is geen BSN. Kijk of alle 9 cijfers kloppen. {WAAROP}"
            )
        sleutel = self.kluis.index("bsn", bsn)
        async with self.store.open_voor(self.medewerker) as tx:
            vondst = await zoeken.find_by_sleutel(tx, sleutel)
            await self._log(tx, "bsn", int(vondst is not None))
        return Zoekresultaat(naar=vondst.nummer if vondst else "")

    async def _op_nummer(self, nummer: str) -> Zoekresultaat:
        async with self.store.open_voor(self.medewerker) as tx:
            kop = await dossierlezing.get(tx, nummer)
            await self._log(tx, "nummer", int(kop is not None))
        if kop is None:
            return Zoekresultaat(uitleg=f"Niets gevonden in uw gemeenten. {WAAROP}")
        return Zoekresultaat(naar=kop.nummer)

    async def _op_naam(self, tekst: str) -> Zoekresultaat:
        codes, naam = self._inrichtingen(tekst)
        mijn = self.medewerker.gemeenten
        async with self.store.open_lijst(self.medewerker) as tx:
            gevonden = await zoeken.find_by_naam(tx, tekst, gemeenten=mijn, aantal=HOOGSTENS + 1)
            daar = (
                await zoeken.find_by_inrichting(tx, codes, gemeenten=mijn, aantal=HOOGSTENS)
                if codes
                else []
            )
            await self._log(tx, "naam", len(gevonden) + len(daar))
        return Zoekresultaat(
            vondsten=tuple(gevonden[:HOOGSTENS]),
            meer=len(gevonden) > HOOGSTENS,
            inrichting=naam,
            in_inrichting=tuple(daar),
        )

    def _inrichtingen(self, tekst: str) -> tuple[list[str], str]:
        """Return the codes of the prisons that are meant by name, place or code; and a name."""
        klein = tekst.casefold().removeprefix("pi ").strip()
        goed = [
            i
            for i in self.kennis.inrichtingen
            if klein
            in (i.code.casefold(), i.plaats.casefold(), i.naam.casefold().removeprefix("pi "))
        ]
        return [i.code for i in goed], " en ".join(i.naam for i in goed)

    async def _log(self, tx: Transactie, waarop: str, aantal: int) -> None:
        """Write down that somebody searched and how much it gave; never for what."""
        await audit.append(
            tx,
            audit.Auditregel(
                tijd=self.klok.nu(),
                actor=self.medewerker.id,
                naam=self.medewerker.naam,
                actie=f"gezocht_op_{waarop}",
                object="zoeken",
                resultaat=f"{aantal} gevonden",
                oorsprong=self.oorsprong,
                doel=self.medewerker.doel,
            ),
        )
