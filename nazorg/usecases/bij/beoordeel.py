"""What becomes of a message for the mayor once it is read, and the row that is kept of it."""

import hashlib
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

import msgspec

from nazorg.berichten.soort import ONBEKENDE_BRON
from nazorg.berichten.uitkomst import ZIN, Fout, Reden, RuwBericht
from nazorg.bij.bericht import BijUitkomst
from nazorg.bij.melding import Gemeld
from nazorg.bij.toets import toets, zichtbaar_vanaf
from nazorg.contract.bezwaar import bezwaren
from nazorg.contract.bij import BijLezing, lees_bij
from nazorg.contract.envelop import vingerafdruk
from nazorg.contract.gelijk import says_the_same
from nazorg.kern.gemeente import ONBEKEND
from nazorg.referentie.bij.laden import BijKennis
from nazorg.store.audit import Auditregel
from nazorg.store.bij.berichten import BijRij, Eerste
from nazorg.store.kluis import Kluis
from nazorg.store.rijen import to_hex


@dataclass(frozen=True, slots=True)
class Beoordeeld:
    """A message that was read and held against the law. inhoud: as it came in."""

    rij: BijRij
    inhoud: bytes
    fouten: tuple[Fout, ...]

    @property
    def nummer(self) -> tuple[str, str]:
        """Return the name of the message: its source and its id."""
        return self.rij.bron, self.rij.bericht_id


def seal(inhoud: bytes, id_: UUID, kluis: Kluis) -> bytes:
    """Encrypt the content of a message for its own row."""
    return kluis.versleutel(inhoud, voor=b"bij.bericht|inhoud|" + id_.bytes)


def unseal(geheim: bytes, id_: UUID, kluis: Kluis) -> bytes:
    """Decrypt the content of a message. Raises KluisFout."""
    return kluis.ontsleutel(geheim, voor=b"bij.bericht|inhoud|" + id_.bytes)


def beoordeel(ruw: RuwBericht, id_: UUID, kennis: BijKennis, *, dag: date) -> Beoordeeld:
    """Read a message and hold it against the law, by what is known and may be shown today."""
    codes = frozenset(g.code for g in kennis.gemeenten)
    g = _toets(lees_bij(ruw, gemeenten=codes), kennis, dag)
    b = g.bericht
    rij = BijRij(
        id_,
        b.bron,
        b.id,
        b.soort or "onbekend",
        b.tijd,
        b.uitkomst,
        b.reden,
        _hash(ruw.inhoud),
        b.gemeente,
        b.nummer,
        b.volgorde,
    )
    return Beoordeeld(rij, ruw.inhoud, g.fouten)


def _toets(g: BijLezing, kennis: BijKennis, dag: date) -> BijLezing:
    """Hold what could be read against the law (L02, L03)."""
    if g.melding is None or not isinstance(g.melding.inhoud, Gemeld):
        return g
    gemeld = g.melding.inhoud
    if reden := toets(gemeld, kennis.categorieen, op=dag):
        return BijLezing(bericht=replace(g.bericht, reden=reden))
    if zichtbaar_vanaf(gemeld.terugkeer_vroegst) > dag:
        return replace(g, bericht=replace(g.bericht, reden=Reden.TE_VROEG))
    return g


def _hash(inhoud: bytes) -> str:
    return str(to_hex(hashlib.sha256(inhoud).digest()))


def is_tegenstrijdig(b: Beoordeeld, eerste: Eerste, toen: bytes | None) -> bool:
    """Tell whether a message says something else than the one that had its number first.

    toen: what that one said. When it was destroyed only its kind and its moment are left to tell.
    """
    if to_hex(eerste.hash) == b.rij.inhoud_hash:
        return False
    if toen is not None:
        return not says_the_same(toen, b.inhoud)
    return (eerste.soort, eerste.tijd) != (b.rij.soort, b.rij.tijd)


def als_tegenstrijdig(b: Beoordeeld) -> Beoordeeld:
    """Return the message as it is kept beside the first with its number: it never counts."""
    rij = msgspec.structs.replace(
        b.rij,
        uitkomst=BijUitkomst.APART_GEZET,
        reden=Reden.TEGENSTRIJDIG,
        melding=None,
        tegen=b.rij.inhoud_hash,
    )
    return Beoordeeld(rij, b.inhoud, (Fout("id", Reden.TEGENSTRIJDIG, ZIN[Reden.TEGENSTRIJDIG]),))


def als_dubbel(b: Beoordeeld, *, bron: str, bericht_id: str) -> Beoordeeld:
    """Return the message as it is kept when another under its own number counts already.

    bron, bericht_id: under which it was kept while it could not be read.
    """
    rij = msgspec.structs.replace(
        b.rij,
        bron=bron,
        bericht_id=bericht_id,
        uitkomst=BijUitkomst.DUBBEL,
        reden=Reden.LATER_ONTVANGEN,
        melding=None,
    )
    return Beoordeeld(rij, b.inhoud, ())


def als_eigen_fout(ruw: RuwBericht, id_: UUID) -> Beoordeeld:
    """Return a message on which our own code fails, as it is kept: under a number that we give.

    It may be tried again after a repair; but not what its sender may not say.
    """
    # What stands against a message at the other door for being one for the mayor is right here.
    redenen = (f.reden for f in bezwaren(ruw) if f.reden is not Reden.VERKEERDE_DEUR)
    rij = BijRij(
        id_,
        ONBEKENDE_BRON,
        vingerafdruk(ruw.inhoud + f"fout:{ruw.herkomst}".encode()),
        "onbekend",
        None,
        BijUitkomst.APART_GEZET,
        next(redenen, Reden.EIGEN_FOUT),
        _hash(ruw.inhoud),
        ONBEKEND,
        None,
        0,
    )
    return Beoordeeld(rij, ruw.inhoud, ())


def make_auditregel(rij: BijRij, nu: datetime) -> Auditregel:
    """Return the row about a message that came in: what became of it, never what it says."""
    return Auditregel(
        tijd=nu,
        actor="nazorg",
        actie="bij_bericht_ontvangen",
        object=f"bericht {rij.id}",
        resultaat=rij.reden or rij.uitkomst,
        oorsprong=rij.bron,
        doel="openbare_orde",
        gemeente=rij.gemeente,
    )
