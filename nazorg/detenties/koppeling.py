"""Whose notice is this? Exact keys only: BSN, else SKN, else the detention itself (ADR 0009).

A key is the keyed hash of a number; this module never sees the number. A message brings one to
three keys. The strongest decides; the weaker ones are remembered, so that a later message that
carries less still finds the same person.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID


class Sleutels(NamedTuple):
    """The keys of one message, each 32 bytes or None, strongest first."""

    bsn: bytes | None
    skn: bytes | None
    detentie: bytes

    def per_soort(self) -> Iterator[tuple[bytes, str]]:
        """Yield each key with the word for what it is made of."""
        if self.bsn is not None:
            yield self.bsn, "bsn"
        if self.skn is not None:
            yield self.skn, "skn"
        yield self.detentie, "detentie"

    def alle(self) -> tuple[bytes, ...]:
        # By hand: every notice passes here, and a loop over three costs four times as much.
        if self.skn is None:
            return (self.detentie,) if self.bsn is None else (self.bsn, self.detentie)
        return (
            (self.skn, self.detentie) if self.bsn is None else (self.bsn, self.skn, self.detentie)
        )


@dataclass(slots=True)
class Koppelresultaat:
    """van_bericht: the dossier of each message, in order. nieuw: dossiers that did not exist.

    sleutels: keys to remember now. samengevoegd: dossiers that turned out to be another one.
    """

    van_bericht: list[UUID] = field(default_factory=list)
    nieuw: list[UUID] = field(default_factory=list)
    sleutels: dict[bytes, UUID] = field(default_factory=dict)
    samengevoegd: dict[UUID, UUID] = field(default_factory=dict)


def koppel(
    berichten: Iterable[Sleutels],
    *,
    bekend: Mapping[bytes, UUID],
    met_bsn: Iterable[UUID],
    maak_id: Callable[[], UUID],
) -> Koppelresultaat:
    """Find or make the dossier of every message.

    bekend: what is remembered of these keys. met_bsn: the dossiers among them that have a BSN.
    Two dossiers that both have a BSN are never joined, whatever else they share: the BSN of the
    message decides and the weaker key stays where it was.
    """
    uit = Koppelresultaat()
    kaart = dict(bekend)
    heeft_bsn = set(met_bsn)
    for sleutels in berichten:
        alle = sleutels.alle()
        dossier = _kies(sleutels, alle, kaart, heeft_bsn)
        if dossier is None:
            dossier = maak_id()
            uit.nieuw.append(dossier)
        if sleutels.bsn is not None:
            heeft_bsn.add(dossier)
        for sleutel in alle:
            ander = kaart.get(sleutel)
            if ander is None:
                kaart[sleutel] = uit.sleutels[sleutel] = dossier
            elif ander != dossier and ander not in heeft_bsn:
                _voeg_samen(uit, kaart, van=ander, naar=dossier)
        uit.van_bericht.append(dossier)
    uit.van_bericht = [_eind(uit.samengevoegd, d) for d in uit.van_bericht]
    uit.nieuw = [d for d in uit.nieuw if d not in uit.samengevoegd]
    return uit


def _kies(
    sleutels: Sleutels, alle: tuple[bytes, ...], kaart: Mapping[bytes, UUID], heeft_bsn: set[UUID]
) -> UUID | None:
    """Return the dossier of the strongest key, unless a BSN contradicts it.

    A message without a BSN goes to the dossier with one, if any of its keys points there: two
    dossiers that it connects are one person, and the one with the BSN is the one that stays.
    """
    kandidaat: UUID | None = None
    for sleutel in alle:
        dossier = kaart.get(sleutel)
        if dossier is None:
            continue
        if sleutels.bsn is not None and sleutel != sleutels.bsn and dossier in heeft_bsn:
            continue
        if sleutels.bsn is not None or dossier in heeft_bsn:
            return dossier
        kandidaat = kandidaat or dossier
    return kandidaat


def _voeg_samen(uit: Koppelresultaat, kaart: dict[bytes, UUID], *, van: UUID, naar: UUID) -> None:
    uit.samengevoegd[van] = naar
    for sleutel, dossier in kaart.items():
        if dossier == van:
            kaart[sleutel] = uit.sleutels[sleutel] = naar


def _eind(samengevoegd: Mapping[UUID, UUID], dossier: UUID) -> UUID:
    while dossier in samengevoegd:
        dossier = samengevoegd[dossier]
    return dossier
