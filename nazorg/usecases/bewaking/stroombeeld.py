"""Show per stream how far it is: the last message, how late it comes, and how silent is usual."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from nazorg.berichten.alarm import Berichtstroom, stroom_van
from nazorg.berichten.ritme import Ritme
from nazorg.berichten.soort import Bronsoort
from nazorg.berichten.stroomalarm import Peiling
from nazorg.kern.medewerker import Medewerker
from nazorg.store import berichtenlijst, ritmes, stromen
from nazorg.store.berichtenlijst import Uurtelling
from nazorg.store.store import Store
from nazorg.usecases.bewaking.stilte import ritme_van
from nazorg.usecases.bewaking.toon import Bewaking

UREN = 24
_UUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroombron:
    """A source of a stream. peiling: how late the last of it came; None when only files came.

    ritme: of the source as a whole, whatever it sends; None when it is not known yet, or no more.
    """

    bron: str
    laatste_op: datetime
    peiling: Peiling | None
    ritme: Ritme | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroombeeld:
    """One stream. laatste_op and uren: of the messages that this person may see.

    uren: how many came in each of the last UREN hours, the oldest first; the last is still running.
    """

    stroom: Berichtstroom
    laatste_op: datetime | None
    uren: tuple[int, ...]
    bronnen: tuple[Stroombron, ...]


async def toon_stromen(
    medewerker: Medewerker, laatste: Mapping[str, datetime], bewaking: Bewaking, *, store: Store
) -> tuple[Stroombeeld, ...]:
    """Return every stream. laatste: per kind, when the last one for this person came in.

    The caller has checked who asks. Sources and their rhythm are about no person.
    """
    begin = _heel_uur(bewaking.nu) - (UREN - 1) * _UUR
    async with store.open_voor(medewerker) as tx:
        uren = await berichtenlijst.tel_per_uur(tx, medewerker.gemeenten, begin)
    # The web has no right to what the watch keeps for itself.
    async with store.open_unscoped_ontvangst() as tx:
        peilingen = await stromen.find(tx)
        per_bron = await ritmes.find_uren(tx, {b.bron: b.laatste_op for b in bewaking.bronnen})
    ritme = {b.bron: ritme_van(b, per_bron[b.bron], bewaking.nu) for b in bewaking.bronnen}
    return tuple(
        Stroombeeld(
            stroom=stroom,
            laatste_op=_laatste(stroom, laatste, uren),
            uren=_per_uur(stroom, uren, begin),
            bronnen=_bronnen(stroom, bewaking, uren, peilingen, ritme),
        )
        for stroom in Berichtstroom
    )


def _heel_uur(op: datetime) -> datetime:
    return op.replace(minute=0, second=0, microsecond=0)


def _is_van(stroom: Berichtstroom, soort: str) -> bool:
    """Tell whether a kind belongs to a stream; a count is about all of them and is in none."""
    return soort not in set(Bronsoort) and stroom_van(soort) is stroom


def _laatste(
    stroom: Berichtstroom, laatste: Mapping[str, datetime], uren: Sequence[Uurtelling]
) -> datetime | None:
    """Return when the last one came, whatever became of it."""
    momenten = [op for soort, op in laatste.items() if _is_van(stroom, soort)]
    momenten += [u.laatste_op for u in uren if _is_van(stroom, u.soort)]
    return max(momenten, default=None)


def _per_uur(stroom: Berichtstroom, uren: Sequence[Uurtelling], begin: datetime) -> tuple[int, ...]:
    per_uur: dict[int, int] = defaultdict(int)
    for u in uren:
        if _is_van(stroom, u.soort):
            per_uur[int((u.uur - begin) / _UUR)] += u.aantal
    return tuple(per_uur[i] for i in range(UREN))


def _bronnen(
    stroom: Berichtstroom,
    bewaking: Bewaking,
    uren: Sequence[Uurtelling],
    peilingen: Mapping[tuple[str, Berichtstroom], Peiling],
    ritme: Mapping[str, Ritme | None],
) -> tuple[Stroombron, ...]:
    """Return the sources that send this stream, as far as we know; the only one sends them all."""
    bekend = {bron for bron, welke in peilingen if welke is stroom}
    bekend |= {u.bron for u in uren if _is_van(stroom, u.soort)}
    alle = bewaking.bronnen
    return tuple(
        Stroombron(
            bron=b.bron,
            laatste_op=b.laatste_op,
            peiling=peilingen.get((b.bron, stroom)),
            ritme=ritme[b.bron],
        )
        for b in alle
        if b.bron in bekend or len(alle) == 1
    )
