"""All lives of a stream: the persons of a profile and what happens to them."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from nazorg.referentie.laden import Profiel, load_inrichtingen, load_profielen
from nazorg.synthetic.levensloop import BEGIN_ONTBREEKT, Detentie
from nazorg.synthetic.personen import BUITEN, Bevolking, Persoon, list_testbsns
from nazorg.synthetic.schets import Schets, draw_schetsen
from nazorg.synthetic.tijdlijn import Tijdlijn
from nazorg.synthetic.toeval import draw_kenmerk
from nazorg.synthetic.verloop import Verteller

# Where people of a profile are mostly held (own assumption); of any other profile: anywhere.
_DICHTBIJ = {
    "nijmegen": ("ARN", "ARN", "GRA", "VUG", "ZUT", "ROE"),
    "rivierenland": ("ARN", "ARN", "VUG", "NGN", "GRA", "LEL"),
    "rotterdam-rijnmond": ("ROT", "ROT", "DOR", "KRI", "HAA", "ALP"),
}
_VROUWEN = ("NSL", "ZWO")
_KANS_VERHUISD = 0.1  # of who is detained again
_DEEL_ELDERS = 0.04


@dataclass(frozen=True, slots=True)
class Venster:
    """The days on which a detention can begin, both included."""

    eerste: date
    laatste: date


def live(
    rng: random.Random, profiel: Profiel, gewichten: dict[str, float], venster: Venster, aantal: int
) -> list[Detentie]:
    """Return all detentions, told to their end. gewichten: the codes of that year."""
    bevolking = Bevolking(
        rng, jaar=venster.eerste.year, gewichten=gewichten, bsns=_bsns(profiel.id)
    )
    plekken = _DICHTBIJ.get(profiel.id) or tuple(i.code for i in load_inrichtingen())
    verteller = Verteller(rng, plekken, _VROUWEN, venster.laatste)
    schetsen = draw_schetsen(rng, profiel, venster=(venster.eerste, venster.laatste), aantal=aantal)
    detenties: list[Detentie] = []
    for schets in schetsen:
        persoon = _kies_persoon(bevolking, schets, detenties)
        detentie = Detentie(draw_kenmerk(rng, "DP"), persoon, Tijdlijn(BEGIN_ONTBREEKT))
        detenties.append(detentie)
        verteller.vertel(schets, detentie)
        if schets.eerder is not None and rng.random() < _KANS_VERHUISD:
            bevolking.verhuis(persoon, detentie.feiten[0].moment)
    return detenties


def _kies_persoon(bevolking: Bevolking, schets: Schets, detenties: list[Detentie]) -> Persoon:
    if schets.eerder is not None:
        return detenties[schets.eerder].persoon
    persoon = bevolking.maak(zonder_nummer=schets.zonder_nummer)
    if schets.verhuisd:
        persoon.brp = Tijdlijn(persoon.thuis)
        persoon.vestiging, persoon.vestiging_later = Tijdlijn(), None
    return persoon


def live_elsewhere(rng: random.Random, venster: Venster, aantal: int) -> list[Detentie]:
    """Return some detentions of people with whom no connected gemeente has anything to do."""
    gewichten = dict.fromkeys(BUITEN, 1.0)
    bevolking = Bevolking(rng, jaar=venster.eerste.year, gewichten=gewichten, bsns=_bsns(""))
    verteller = Verteller(rng, ("TAP", "LWD", "ZAA"), _VROUWEN, venster.laatste)
    detenties = []
    for _ in range(max(2, round(_DEEL_ELDERS * aantal))):
        dag = venster.eerste + timedelta(
            days=rng.randint(0, (venster.laatste - venster.eerste).days)
        )
        detentie = Detentie(draw_kenmerk(rng, "DP"), bevolking.maak(), Tijdlijn(BEGIN_ONTBREEKT))
        verteller.vertel(Schets(dag, dag, rng.randint(1, 60)), detentie)
        detenties.append(detentie)
    return detenties


def _bsns(profiel_id: str) -> Sequence[str]:
    """Return the test BSNs of a profile.

    Each shipped profile has its own, so that streams of several profiles can go into one system;
    all others share the rest.
    """
    namen = sorted(load_profielen())
    deel = namen.index(profiel_id) if profiel_id in namen else len(namen)
    return list_testbsns(deel, len(namen) + 1)
