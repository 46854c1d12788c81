"""What becomes of a message once it is read, and what of it may be kept."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from nazorg.berichten.soort import soort_van_type
from nazorg.berichten.spoor import Spoor
from nazorg.berichten.uitkomst import ZIN, Deur, Fout, Ontvangst, Reden, RuwBericht, Uitkomst
from nazorg.contract.lezen import Afgekeurd, Gelezen, Geteld, Lezing
from nazorg.detenties.koppeling import Sleutels
from nazorg.kern.gemeente import ONBEKEND
from nazorg.store import audit
from nazorg.store.berichtbeheer import Bericht
from nazorg.store.berichten import BerichtKop, BerichtRij, Eerder, make_uniek
from nazorg.store.kluis import Kluis

# Of these the content is not kept: it belongs in another compartment (L01), or it is a flood.
_ZONDER_INHOUD = frozenset({Reden.VERKEERDE_DEUR, Reden.TE_GROOT})
_NOOIT_BEWAARD = _ZONDER_INHOUD | {
    Reden.GEMEENTE_NIET_AANGESLOTEN,
    Reden.DOSSIER_VERWIJDERD,
}


def beoordeel(g: Lezing, aangesloten: frozenset[str]) -> tuple[Uitkomst, Reden | None]:
    """Return the outcome. A notice that concerns no gemeente here is not for us to have."""
    if isinstance(g, Afgekeurd):
        return Uitkomst.APART_GEZET, g.reden
    if isinstance(g, Geteld):
        return Uitkomst.VERWERKT, None
    m = g.melding
    if aangesloten.isdisjoint((m.ontvanger, m.gemeente_brp, m.gemeente_vestiging)):
        return Uitkomst.GENEGEERD, Reden.GEMEENTE_NIET_AANGESLOTEN
    return Uitkomst.VERWERKT, None


def vind_plek(g: Lezing, aangesloten: frozenset[str]) -> str:
    """Return the gemeente whose people see a message lie.

    Of a gemeente that is not connected nobody logs in here: what belongs to none of ours is for
    who looks after the messages, under the code 'onbekend'.
    """
    codes: tuple[str | None, ...] = (g.gemeente,)
    if isinstance(g, Gelezen):
        m = g.melding
        codes = (m.ontvanger, m.gemeente_brp, m.gemeente_vestiging)
    return next((code for code in codes if code in aangesloten), ONBEKEND)


def seal(ruw: bytes, id_: UUID, kluis: Kluis) -> bytes:
    """Encrypt the content of a message for its own row."""
    return kluis.versleutel(ruw, voor=b"bericht|inhoud|" + id_.bytes)


def unseal(inhoud: bytes, id_: UUID, kluis: Kluis) -> bytes:
    """Decrypt the content of a message. Raises KluisFout."""
    return kluis.ontsleutel(inhoud, voor=b"bericht|inhoud|" + id_.bytes)


def is_inhoud_verwijderd(b: Bericht) -> bool:
    """Tell whether we had the content of this message, and removed it when its term was over."""
    redenen = {b.reden, *(f.reden for f in b.fouten)}
    return b.inhoud is None and b.verwijderd_op is not None and redenen.isdisjoint(_NOOIT_BEWAARD)


def to_rij(
    ruw: RuwBericht, g: Lezing, id_: UUID, *, aangesloten: frozenset[str], kluis: Kluis
) -> BerichtRij:
    """Return the row of a message."""
    uitkomst, reden = beoordeel(g, aangesloten)
    spoor = g.spoor or ruw.spoor
    hash_ = hashlib.sha256(ruw.inhoud).digest()
    kop = BerichtKop(
        id_,
        g.bron,
        g.id,
        soort_van_type(g.type),
        g.tijd,
        g.volgorde,
        ruw.herkomst,
        uitkomst,
        "\\x" + hash_.hex(),
        vind_plek(g, aangesloten),
        make_uniek(g.bron, g.id),
        reden,
        list(g.fouten) or None,
        spoor.traceparent if spoor else None,
        (spoor.tracestate or None) if spoor else None,
        ruw.verzonden_op,
    )
    bewaren = uitkomst is not Uitkomst.GENEGEERD
    if g.fouten:
        bewaren = bewaren and _ZONDER_INHOUD.isdisjoint(f.reden for f in g.fouten)
    return BerichtRij(kop, seal(ruw.inhoud, id_, kluis) if bewaren else None, hash_, g.fouten)


def mark_tegenstrijdig(rij: BerichtRij) -> None:
    """Make of a row with a number that is taken by other content a row of its own.

    Under a key that has the content in it, so that the same contradiction again is a duplicate.
    When its source is on hold it waits like the others, and is judged with them.
    """
    rij.kop.uniek = make_uniek(rij.kop.bron, f"{rij.kop.bericht_id} {rij.hash.hex()}")
    if rij.kop.uitkomst is Uitkomst.WACHT:
        return
    rij.kop.uitkomst, rij.kop.reden = Uitkomst.APART_GEZET, Reden.TEGENSTRIJDIG
    rij.fouten = (Fout("id", Reden.TEGENSTRIJDIG, ZIN[Reden.TEGENSTRIJDIG]),)
    rij.kop.fouten = list(rij.fouten)


def make_sleutels(g: Gelezen, kluis: Kluis) -> Sleutels:
    """Return the keyed hashes by which the person of a notice is found."""
    persoon, index = g.melding.persoon, kluis.index
    return Sleutels(
        index("bsn", persoon.bsn) if persoon.bsn else None,
        index("skn", persoon.skn) if persoon.skn else None,
        index("detentie", f"{g.melding.bron}|{g.melding.detentie}"),
    )


def to_ontvangst(rij: BerichtRij, *, is_nieuw: bool, eerder: Eerder | None) -> Ontvangst:
    """Return the answer for one message."""
    if is_nieuw:
        return Ontvangst(
            bron=rij.kop.bron,
            bericht_id=rij.kop.bericht_id,
            uitkomst=rij.kop.uitkomst,
            reden=rij.kop.reden,
            fouten=rij.fouten,
            spoor=spoor_van(rij.kop),
        )
    return Ontvangst(
        bron=rij.kop.bron,
        bericht_id=rij.kop.bericht_id,
        uitkomst=Uitkomst.DUBBEL,
        reden=eerder.reden if eerder else None,
        eerder=eerder.uitkomst if eerder else None,
        spoor=spoor_van(rij.kop),
    )


def spoor_van(rij: BerichtKop | Bericht) -> Spoor | None:
    """Return the trace that a message came with, as it is kept."""
    return Spoor(rij.traceparent, rij.tracestate or "") if rij.traceparent else None


def make_auditregel(
    rijen: Iterable[BerichtRij], nieuw: set[UUID], nu: datetime, deur: Deur
) -> audit.Auditregel:
    """Return one row per batch: which messages, by a digest of their keys, and the outcomes."""
    telling: dict[str, int] = defaultdict(int)
    digest = hashlib.sha256()
    for rij in rijen:
        if rij.kop.id in nieuw:
            telling[rij.kop.uitkomst] += 1
            digest.update(rij.kop.id.bytes)
            digest.update(rij.hash)
    return audit.Auditregel(
        tijd=nu,
        actor="ontvangst",
        actie="berichten_ontvangen",
        object=f"sha256:{digest.hexdigest()}",
        resultaat=", ".join(f"{k} {v}" for k, v in sorted(telling.items())),
        oorsprong=deur,
        doel="re_integratie",
    )
