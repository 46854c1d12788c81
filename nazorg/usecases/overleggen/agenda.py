"""Put people on an agenda, with the reason; and take them off, with why."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from nazorg.kern.klok import vandaag
from nazorg.kern.toegang import NietGevonden
from nazorg.kern.weigering import Weigering
from nazorg.overleggen.overleg import NietMeerOpen, Overleg, Puntstand
from nazorg.overleggen.voorstel import Voorstel, stel_voor
from nazorg.overleggen.vorm import Voorstelreden
from nazorg.store import dossierlezing, overlegpunten
from nazorg.store.ids import Ids
from nazorg.store.overlegpunten import Kandidaat, NieuwPunt
from nazorg.store.transactie import Transactie
from nazorg.usecases.leefgebieden.herbereken import lock_dossier
from nazorg.usecases.leefgebieden.leg_vast import Invoerfout
from nazorg.usecases.overleggen.kring import vorm_van
from nazorg.usecases.overleggen.slot import Overlegdaad, check_reden, meld_planning

_GEEN_DOSSIER = "Dit dossier is er niet, of hoort niet bij dit overleg."


class AlOpAgenda(Weigering):
    """Somebody is on this agenda already."""

    def __init__(self) -> None:
        super().__init__("Deze persoon staat al op de agenda van dit overleg.")


async def find_voorstel(
    tx: Transactie, overleg: Overleg, daad: Overlegdaad
) -> tuple[list[Voorstel], Mapping[UUID, Kandidaat]]:
    """Return who is proposed for a meeting, and who they are, of the gemeenten of who asks."""
    mijn = [g for g in overleg.gemeenten if g in daad.medewerker.gemeenten]
    gevonden = await overlegpunten.find_kandidaten(
        tx, mijn, overleg.soort, vandaag=vandaag(daad.met.klok)
    )
    dag = overleg.moment.datum
    vorm = vorm_van(overleg.gemeenten, overleg.soort, daad.met.kennis, op=dag)
    return stel_voor([k.zaak for k in gevonden], vorm, dag), {k.zaak.dossier: k for k in gevonden}


async def zet_op_agenda(id_: UUID, dossiers: Collection[UUID], *, daad: Overlegdaad) -> int:
    """Put proposed people on an agenda, with the reasons of this moment; return how many are new.

    Who is on it already, or is not proposed any more, is passed by. Raises NietGevonden,
    NietMeerOpen, and Invoerfout when nobody was chosen.
    """
    daad.require_schrijver()
    async with daad.met.store.open_voor(daad.medewerker) as tx:
        overleg = (await daad.lock(tx, id_)).overleg
        if not overleg.stand.is_open:
            raise NietMeerOpen
        if not dossiers:
            raise Invoerfout({"dossier": "Kies eerst wie op de agenda komt."})
        voorstel, wie = await find_voorstel(tx, overleg, daad)
        nieuw = [
            (wie[v.zaak.dossier], NieuwPunt(dossier=v.zaak.dossier, redenen=v.redenen))
            for v in voorstel
            if v.zaak.dossier in dossiers
        ]
        return await _zet(tx, overleg, nieuw, daad)


async def breng_in(id_: UUID, nummer: str, toelichting: str, *, daad: Overlegdaad) -> None:
    """Put somebody on an agenda whom nothing proposed, with why.

    Raises NietGevonden, NietMeerOpen, Invoerfout and AlOpAgenda.
    """
    daad.require_schrijver()
    async with daad.met.store.open_voor(daad.medewerker) as tx:
        overleg = (await daad.lock(tx, id_)).overleg
        if not overleg.stand.is_open:
            raise NietMeerOpen
        tekst = check_reden(
            toelichting, veld="toelichting", verplicht="Schrijf op waarom deze persoon erbij komt."
        )
        kop = await dossierlezing.get(tx, nummer)
        if kop is None or kop.gemeente not in overleg.gemeenten:
            raise Invoerfout({"nummer": _GEEN_DOSSIER})
        kandidaat = await overlegpunten.find_kandidaat(
            tx, kop.id, overleg.soort, vandaag=vandaag(daad.met.klok)
        )
        assert kandidaat is not None, "its head was just read"
        punt = NieuwPunt(dossier=kop.id, redenen=(Voorstelreden.INGEBRACHT,), toelichting=tekst)
        if not await _zet(tx, overleg, [(kandidaat, punt)], daad):
            raise AlOpAgenda


async def _zet(
    tx: Transactie,
    overleg: Overleg,
    nieuw: Sequence[tuple[Kandidaat, NieuwPunt]],
    daad: Overlegdaad,
) -> int:
    nu = daad.met.klok.nu()
    maak_id, wie = Ids(nu), daad.schrijver(nu)
    punten = {maak_id(): punt for _, punt in nieuw}
    erop = await overlegpunten.insert(tx, overleg.id, punten, wie, daad.met.kluis)
    gezet = [kandidaat for kandidaat, _ in nieuw if kandidaat.zaak.dossier in erop]
    if gezet:
        await meld_planning(tx, overleg, [k.zaak.dossier for k in gezet], "gepland", nu=nu)
        await daad.log_dossiers(
            tx,
            [(k.nummer, k.gemeente) for k in gezet],
            "overleg_op_agenda",
            f"overleg:{overleg.id}",
            nu=nu,
        )
    return len(gezet)


async def haal_eraf(id_: UUID, punt_id: UUID, *, reden: str, daad: Overlegdaad) -> None:
    """Take somebody off an agenda. Raises NietGevonden, NietMeerOpen and Invoerfout."""
    daad.require_schrijver()
    nu = daad.met.klok.nu()
    async with daad.met.store.open_voor(daad.medewerker) as tx:
        overleg = (await daad.lock(tx, id_)).overleg
        nummer = await overlegpunten.find_nummer(tx, id_, punt_id)
        if nummer is None:
            raise NietGevonden
        await lock_dossier(tx, nummer, daad.met.kluis)
        punt = await overlegpunten.lock(tx, id_, punt_id, daad.met.kluis)
        if punt is None:
            raise NietGevonden
        if not overleg.stand.is_open or punt.stand is not Puntstand.OP_AGENDA:
            raise NietMeerOpen
        tekst = check_reden(reden, verplicht="Schrijf op waarom deze persoon eraf gaat.")
        await overlegpunten.take_off(tx, punt_id, tekst, daad.schrijver(nu), daad.met.kluis)
        await meld_planning(tx, overleg, [punt.wie.zaak.dossier], "vervallen", nu=nu)
        wie = (punt.wie.nummer, punt.wie.gemeente)
        await daad.log_dossiers(tx, [wie], "overleg_van_agenda", f"overleg:{id_}", nu=nu)


def is_te_plannen(overleg: Overleg, daad: Overlegdaad) -> bool:
    """Tell whether people may still be put on an agenda: until its day is over."""
    return overleg.stand.is_open and overleg.moment.datum >= vandaag(daad.met.klok)
