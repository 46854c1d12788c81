"""One person, all notices about that person, one dossier: the whole fold in one place."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from nazorg.berichten.lijst import is_lijst
from nazorg.detenties.detentie import Aanleiding, Detentie, Detentiestatus
from nazorg.detenties.gezag import sort_op_gezag, splits
from nazorg.detenties.melding import Melding, Persoonsgegevens, Plan
from nazorg.detenties.routering import Kaart, Route
from nazorg.detenties.volgorde import find_vervallen, sort_meldingen
from nazorg.detenties.vouwen import vouw_detentie
from nazorg.kern.leefgebied import Leefgebied, Stand


class Dossierstatus(StrEnum):
    """in detentie; after release (nazorg goes on); or nothing left that counts."""

    IN_DETENTIE = "in_detentie"
    VRIJ = "vrij"
    INGETROKKEN = "ingetrokken"


class Koppeling(StrEnum):
    """By which number we know who it is."""

    BSN = "bsn"
    SKN = "skn"
    NOG_TE_KOPPELEN = "nog_te_koppelen"


class GemeldeStand(NamedTuple):
    """How a leefgebied stands according to the newest plan that speaks of it.

    tijd: moment of the source, UTC. bericht: id of that plan. detentie: (bron, nummer). sinds: the
    plan that first said so, of those that say the same since.
    """

    leefgebied: Leefgebied
    stand: Stand
    tijd: datetime
    bericht: str
    detentie: tuple[str, str]
    sinds: Aanleiding


class Dossierstand(NamedTuple):
    """Everything that the notices say about one person. laatste_op: newest moment of the source.

    plannen: what plans said, per detention and leefgebied the newest word.
    route_door: since which notice the route is as it is; None when nobody has to look at it.
    gewekene: what only a list says, and somebody else knows better (`nazorg.detenties.gezag`).
    """

    persoon: Persoonsgegevens
    koppeling: Koppeling
    route: Route
    detenties: tuple[Detentie, ...]
    status: Dossierstatus
    laatste_op: datetime
    plannen: tuple[GemeldeStand, ...] = ()
    gewekene: tuple[Detentie, ...] = ()
    route_door: Aanleiding | None = None

    @property
    def open_detenties(self) -> tuple[Detentie, ...]:
        return tuple([d for d in self.detenties if d.is_open])

    @property
    def huidige(self) -> Detentie | None:
        """The detention to show first: the running one that began last, else the last one.

        One that was withdrawn never was: it does not stand before one from which somebody is free.
        """
        if len(self.detenties) == 1:
            return self.detenties[0]
        kandidaten = self.open_detenties or self._beeindigd or self.detenties
        return max(kandidaten, key=_begin_en_nummer, default=None)

    @property
    def _beeindigd(self) -> tuple[Detentie, ...]:
        return tuple([d for d in self.detenties if d.status is Detentiestatus.BEEINDIGD])

    @property
    def gemeld(self) -> tuple[GemeldeStand, ...]:
        """What the plans of this detention said: an earlier detention had a plan of its own."""
        huidige = self.huidige if self.plannen else None
        if huidige is None:
            return ()
        return tuple(g for g in self.plannen if g.detentie == (huidige.bron, huidige.nummer))


def vouw_dossier(meldingen: list[Melding], *, kaart: Kaart) -> Dossierstand:
    """Fold all notices about one person (at least one, any order, doubles allowed)."""
    gesorteerd = sort_meldingen(meldingen)
    vervallen = find_vervallen(gesorteerd)
    geldig = gesorteerd
    if vervallen:
        geldig = [m for m in gesorteerd if (m.bron, m.id) not in vervallen] or gesorteerd
    detenties = [vouw_detentie(d, vervallen=vervallen) for d in _per_detentie(gesorteerd)]
    gewekene: tuple[Detentie, ...] = ()
    if any(is_lijst(d.bron) for d in detenties):
        geldt, gewekene = splits(detenties)
        detenties, geldig = list(geldt), sort_op_gezag(geldig)
    if len(detenties) > 1:
        detenties.sort(key=_begin_en_nummer)
    persoon, route = _persoon(geldig), _route(geldig, kaart)
    return Dossierstand(  # in the order of its fields: by name would cost as much again
        persoon,
        _koppeling(persoon),
        route,
        tuple(detenties),
        _status(detenties),
        gesorteerd[-1].tijd,
        _plannen(geldig),
        gewekene,
        _route_door(geldig) if route.redenen else None,
    )


def _per_detentie(gesorteerd: list[Melding]) -> Collection[list[Melding]]:
    if len(gesorteerd) == 1:
        return (gesorteerd,)
    per_detentie: dict[tuple[str, str], list[Melding]] = defaultdict(list)
    for melding in gesorteerd:
        per_detentie[melding.bron, melding.detentie].append(melding)
    return per_detentie.values()


def _begin_en_nummer(d: Detentie) -> tuple[date, str, str]:
    # Two sources may use one number: then it must not matter which of the two was heard first.
    return d.begin or date.min, d.nummer, d.bron


def _plannen(geldig: list[Melding]) -> tuple[GemeldeStand, ...]:
    """Take the newest word: a later plan that leaves out a leefgebied does not erase it."""
    met_plan = [(m, m.inhoud) for m in geldig if isinstance(m.inhoud, Plan)]
    if not met_plan:
        return ()
    nieuwste: dict[tuple[tuple[str, str], Leefgebied], GemeldeStand] = {}
    for melding, plan in met_plan:
        detentie = (melding.bron, melding.detentie)
        zelf = Aanleiding(melding.id, melding.tijd)
        for deel in plan.onderdelen:
            eerder = nieuwste.get((detentie, deel.leefgebied))
            sinds = eerder.sinds if eerder and eerder.stand is deel.stand else zelf
            nieuwste[detentie, deel.leefgebied] = GemeldeStand(
                deel.leefgebied, deel.stand, melding.tijd, melding.id, detentie, sinds
            )
    return tuple(nieuwste[sleutel] for sleutel in sorted(nieuwste))


_AANVULBAAR = ("bsn", "skn", "voorvoegsel", "voornamen", "geboorte")


def _persoon(geldig: list[Melding]) -> Persoonsgegevens:
    """Take the newest word per field: a later notice that lacks a field does not erase it."""
    persoon = geldig[-1].persoon
    for melding in reversed(geldig[:-1]):
        ouder = melding.persoon
        if ouder == persoon:
            continue
        gemist = {
            veld: waarde
            for veld in _AANVULBAAR
            if getattr(persoon, veld) is None and (waarde := getattr(ouder, veld)) is not None
        }
        if gemist:
            persoon = persoon._replace(**gemist)
    return persoon


def _koppeling(persoon: Persoonsgegevens) -> Koppeling:
    if persoon.bsn:
        return Koppeling.BSN
    return Koppeling.SKN if persoon.skn else Koppeling.NOG_TE_KOPPELEN


def _route(geldig: list[Melding], kaart: Kaart) -> Route:
    """Route by the newest words; by the last receiver that works with nazorg.

    Who moved away stays visible here.
    """
    brp = vestiging = ontvanger = None
    for m in reversed(geldig):
        brp = brp or m.gemeente_brp
        vestiging = vestiging or m.gemeente_vestiging
        if ontvanger is None and m.ontvanger in kaart.aangesloten:
            ontvanger = m.ontvanger
    ontvanger = ontvanger or geldig[-1].ontvanger
    return kaart.route(brp, vestiging, ontvanger)


def _route_door(geldig: list[Melding]) -> Aanleiding:
    """Return the notice that last changed what is known of the two places; else the first."""
    brp = vestiging = None
    door = geldig[0]
    for melding in geldig:
        nu = melding.gemeente_brp or brp, melding.gemeente_vestiging or vestiging
        if nu != (brp, vestiging):
            (brp, vestiging), door = nu, melding
    return Aanleiding(door.id, door.tijd)


def _status(detenties: list[Detentie]) -> Dossierstatus:
    uit = Dossierstatus.INGETROKKEN
    for d in detenties:
        if d.is_open:
            return Dossierstatus.IN_DETENTIE
        if d.einde is not None and d.status is Detentiestatus.BEEINDIGD:
            uit = Dossierstatus.VRIJ
    return uit
