"""Keep what messages say as long as agreed, and no longer: a place per month, old months go."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from nazorg.berichten.bewaartermijn import bewaard_vanaf, komende_maanden
from nazorg.kern.klok import Klok
from nazorg.store import audit, berichtinhoud, correcties
from nazorg.store.ids import first_id
from nazorg.store.store import Store


async def bewaar_inhoud(store: Store, klok: Klok, *, maanden: int) -> int:
    """Make the months that come, and remove those that are over; return how many were removed.

    Each month in a transaction of its own, because nothing can come in meanwhile. A month with a
    message that is still set aside stays: the watch makes an alarm of it. The message itself (its
    source, id, times and outcome) stays for ever, and with it the proof that it is a duplicate.
    What a correction of it says goes along.
    """
    nu, vanaf = klok.nu(), bewaard_vanaf(klok.nu(), maanden)
    async with store.open_unscoped_ontvangst() as tx:
        bekend = await berichtinhoud.find_maanden(tx)
        nodig = {*komende_maanden(nu), *await berichtinhoud.find_rest(tx)}
    for maand in sorted(nodig.difference(bekend)):
        async with store.open_unscoped_ontvangst() as tx:
            await berichtinhoud.maak_maand(tx, maand)
    weg = 0
    for maand in sorted({*bekend, *nodig}):
        if maand < vanaf:
            async with store.open_unscoped_ontvangst() as tx:
                aantal = await berichtinhoud.drop_maand(tx, maand, nu=nu)
                if aantal is not None:
                    weg += 1
                    await correcties.wis(tx, van=_eerste(maand), tot=_eerste(_volgende(maand)))
                    await audit.append(tx, _auditregel(f"{maand:%Y-%m}", aantal, nu))
    return weg


def _volgende(maand: date) -> date:
    return (maand + timedelta(days=31)).replace(day=1)


def _eerste(maand: date) -> UUID:
    return first_id(datetime.combine(maand, time(), UTC))


def _auditregel(maand: str, aantal: int, nu: datetime) -> audit.Auditregel:
    return audit.Auditregel(
        tijd=nu,
        actor="onderhoud",
        actie="inhoud_verwijderd",
        object=f"maand:{maand}",
        resultaat=f"{aantal} berichten",
        oorsprong="klok",
        doel="bewaartermijn",
    )
