"""Show how the streams are doing: for the foot of the menu, and for the page with messages."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from nazorg.berichten.alarm import Alarm, Grenzen
from nazorg.berichten.lijst import is_lijst
from nazorg.berichten.ritme import LEERTIJD
from nazorg.contract.lezen import ONBEKENDE_BRON
from nazorg.kern.klok import AMSTERDAM, Klok, vandaag
from nazorg.kern.medewerker import Medewerker
from nazorg.store import alarmen, apartnummers, brontelling, gaten, stroomstand
from nazorg.store.apartnummers import Apartnummer
from nazorg.store.brontelling import Tellingrij
from nazorg.store.gaten import Bronstand, GevuldGat
from nazorg.store.store import Store
from nazorg.store.stroomstand import Stroomcijfers
from nazorg.store.transactie import Transactie
from nazorg.usecases.bewaking.telboek import Telboek, lees_telboek

TELDAGEN = 7
_GEVULD = timedelta(days=7)
_GEVULD_GETOOND = 5
# The watch looks every minute. When it did not for so long, nobody is watching.
TE_LANG = timedelta(minutes=15)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bewaking:
    """What the watch saw. gedaan_op: when it last looked; None when it never did.

    apart: messages that are set aside, and claim a source and a number.
    """

    nu: datetime
    dag: date
    gedaan_op: datetime | None
    bronnen: tuple[Bronstand, ...]
    gevuld: tuple[GevuldGat, ...]
    apart: tuple[Apartnummer, ...]
    tellingen: tuple[Tellingrij, ...]
    boek: Telboek
    alarmen: tuple[Alarm, ...]
    grenzen: Grenzen

    @property
    def gat_alarm_voor(self) -> datetime:
        """Return the moment before which a gap has been open for too long."""
        return self.nu - self.grenzen.gat

    @property
    def staat_stil(self) -> bool:
        return self.gedaan_op is not None and self.nu - self.gedaan_op > TE_LANG

    def leert_tot(self, bron: Bronstand) -> date | None:
        """Return until when the rhythm of this source is being learned; None when it is known."""
        klaar = bron.eerste_op + LEERTIJD
        return klaar.astimezone(AMSTERDAM).date() if klaar > self.nu else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroomstand:
    """laatste_op: of the messages for this person's gemeenten. staat_stil: nobody is watching.

    gedaan_op: when the watch last looked; None when it never did.
    """

    laatste_op: datetime | None
    gedaan_op: datetime | None
    alarmen: tuple[Alarm, ...]
    staat_stil: bool


async def find_stroomstand(medewerker: Medewerker, *, store: Store, klok: Klok) -> Stroomstand:
    """Return how the streams are doing, for the foot of the menu."""
    async with store.open_voor(medewerker) as tx:
        return to_stroomstand(await stroomstand.find(tx, medewerker.gemeenten), klok.nu())


def to_stroomstand(s: Stroomcijfers, nu: datetime) -> Stroomstand:
    """Return the same for a page that has the figures already."""
    stil = s.bewaakt_op is not None and nu - s.bewaakt_op > TE_LANG
    return Stroomstand(
        laatste_op=s.laatste_op, gedaan_op=s.bewaakt_op, alarmen=s.alarmen, staat_stil=stil
    )


async def toon_bewaking(tx: Transactie, klok: Klok, grenzen: Grenzen | None) -> Bewaking:
    """Return what the watch saw. The caller has checked who asks; nothing in it is personal."""
    nu, dag = klok.nu(), vandaag(klok)
    bronnen = await gaten.find_bronnen(tx)
    return Bewaking(
        nu=nu,
        dag=dag,
        gedaan_op=await gaten.find_gedaan_op(tx),
        # A list has no numbers and no rhythm: there is nothing about it to watch.
        bronnen=tuple(
            b for b in bronnen.values() if b.bron != ONBEKENDE_BRON and not is_lijst(b.bron)
        ),
        gevuld=tuple(await gaten.find_gevuld(tx, sinds=nu - _GEVULD, aantal=_GEVULD_GETOOND)),
        apart=tuple(await apartnummers.find(tx)),
        tellingen=tuple(await brontelling.find(tx, van=dag - timedelta(days=TELDAGEN), tot=dag)),
        boek=await lees_telboek(tx, nu),
        alarmen=tuple(await alarmen.find_open(tx)),
        grenzen=grenzen or Grenzen(),
    )
