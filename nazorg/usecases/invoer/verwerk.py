"""Try a list, and take it in: the same reading for both, and the same path as every message."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

import structlog

from nazorg.berichten.eigen_fout import neem_meteen_in, plek
from nazorg.berichten.lijst import Lijstsoort, Rijuitkomst, make_lijstbron
from nazorg.berichten.uitkomst import Deur, Fout, Ontvangst, RuwBericht, Uitkomst
from nazorg.contract.lezen import Afgekeurd
from nazorg.contract.lijst.kolommen import VELDEN, Indeling, find_ontbrekend
from nazorg.contract.lijst.planrijen import lees_plan
from nazorg.contract.lijst.rijen import (
    Gelezenrij,
    Lijstkennis,
    Rijfout,
    index_inrichtingen,
    lees_detentie,
)
from nazorg.kern.klok import vandaag
from nazorg.referentie.lijstwoorden import normaliseer
from nazorg.store import meldingen, sleutels
from nazorg.usecases.berichten.ontvang import Ontvanger
from nazorg.usecases.invoer.eigen_fout import EIGEN_FOUT, Proefuitslag, Rijproef, probeer_rij
from nazorg.usecases.invoer.events import Berichtmaker, Eerdere, find_dubbele
from nazorg.usecases.invoer.lijst import Lijst, NietCompleet, Rijverslag, Verslag

log = structlog.get_logger()

PER_KEER = 500
# Where a field of a message comes from, in the words of the list.
_VELD_VAN_PAD = {
    "data.persoon.bsn": "bsn",
    "data.persoon.geslachtsnaam": "geslachtsnaam",
    "data.persoon.voorvoegsel": "voorvoegsel",
    "data.persoon.voornamen": "voornamen",
    "data.persoon.geboorte": "geboorte",
    "data.gemeenteBrp": "gemeente",
    "data.inrichting": "inrichting",
    "data.beginDatum": "begin",
    "data.titel": "titel",
    "data.eindDatum": "einde",
    "data.verwachtEinde": "verwacht_laatst",
    "data.verwachtEinde.vroegst": "verwacht_vroegst",
    "data.verwachtEinde.laatst": "verwacht_laatst",
}
ZIN: dict[Rijuitkomst, str] = {
    Rijuitkomst.NIEUW_DOSSIER: "Wij maken een nieuw dossier.",
    Rijuitkomst.BEKEND_DOSSIER: "Wij kennen deze persoon. Het dossier verandert.",
    Rijuitkomst.WIJKT: "Over deze tijd weten wij al meer uit een andere bron. Die gaat voor.",
    Rijuitkomst.DUBBEL: "Dit hadden wij al. Er verandert niets.",
}
# The same, once it was done.
ZIN_ACHTERAF = ZIN | {
    Rijuitkomst.NIEUW_DOSSIER: "Wij maakten een nieuw dossier.",
    Rijuitkomst.BEKEND_DOSSIER: "Wij kenden deze persoon. Het dossier is veranderd.",
    Rijuitkomst.WIJKT: "Over deze tijd wisten wij al meer uit een andere bron. Die ging voor.",
    Rijuitkomst.DUBBEL: "Dit hadden wij al. Er veranderde niets.",
}


@dataclass(slots=True)
class _Rij:
    """A row under way. ruwe: its messages, none when it is wrong."""

    gelezen: Gelezenrij
    ruwe: list[RuwBericht] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Lijstverwerker:
    """Everything that trying and taking in needs. onze_bron: of nazorg itself; it has our OIN."""

    ontvanger: Ontvanger
    onze_bron: str

    async def beproef(self, lijst: Lijst) -> Verslag:
        """Tell what would become of every row, and keep nothing. Raises NietCompleet."""
        return await self._beproef(await self._lees(lijst))

    async def _beproef(self, rijen: Sequence[_Rij]) -> Verslag:
        uit = await Rijproef([rij.ruwe for rij in rijen], self.ontvanger.beproef).doe()
        delen = zip(rijen, uit, strict=True)
        return Verslag(tuple(_to_verslag(rij.gelezen, deel) for rij, deel in delen))

    async def neem_op(self, lijst: Lijst) -> Verslag:
        """Take in every row that is right; return what became of each. Raises NietCompleet.

        What a row does is told by a trial just before. Doing it twice changes nothing. A message on
        which our own code fails is set aside, as at every door (ADR 0044).
        """
        rijen = await self._lees(lijst)
        vooraf = await self._beproef(rijen)
        verslagen: list[Rijverslag] = []
        for i in range(0, len(rijen), PER_KEER):
            partij = rijen[i : i + PER_KEER]
            ruwe = [r for rij in partij for r in rij.ruwe]
            uit = iter(await neem_meteen_in(ruwe, neemt=self.ontvanger, zet_apart=self._zet_apart))
            for verwacht, rij in zip(vooraf.rijen[i : i + PER_KEER], partij, strict=True):
                verslagen.append(_achteraf(verwacht, [next(uit) for _ in rij.ruwe]))
        return Verslag(tuple(verslagen))

    async def _zet_apart(self, bericht: RuwBericht, fout: Exception) -> Ontvangst:
        log.error("message.set_aside_by_bug", fout=type(fout).__name__, plek=plek(fout))
        return await self.ontvanger.zet_apart(bericht)

    async def _lees(self, lijst: Lijst) -> list[_Rij]:
        """Return every row with its messages, or with what is wrong with it."""
        require_compleet(lijst.indeling, lijst.soort)
        o = self.ontvanger
        await o.codes.ververs(o.store, o.klok.nu())
        # A few thousand rows take a moment; others must not wait for it.
        rijen = [_Rij(g) for g in await asyncio.to_thread(self._lees_rijen, lijst)]
        maker = Berichtmaker(
            bron=make_lijstbron(self.onze_bron, lijst.gemeente),
            gemeente=lijst.gemeente,
            moment=lijst.moment,
            kluis=o.kluis,
        )
        goed = [rij for rij in rijen if not rij.gelezen.fouten]
        _keur_dubbele(goed, maker)
        if lijst.soort is Lijstsoort.PLAN:
            await self._keur_onbekende(goed)
        await self._maak_berichten([rij for rij in goed if not rij.gelezen.fouten], maker)
        for rij in goed:
            self._keur(rij, lijst)
        return rijen

    def _lees_rijen(self, lijst: Lijst) -> list[Gelezenrij]:
        o = self.ontvanger
        kennis = Lijstkennis(
            gemeente=lijst.gemeente,
            gemeenten={normaliseer(g.naam): g.code for g in o.kennis.gemeenten if not g.einde},
            inrichtingen=index_inrichtingen(o.kennis.inrichtingen),
            dag=vandaag(o.klok),
        )
        lees = lees_detentie if lijst.soort is Lijstsoort.DETENTIE else lees_plan
        leeg = [(rij, Gelezenrij(rij.plek)) for rij in lijst.tabel.rijen]
        rijen = [
            probeer_rij(uit, partial(lees, rij, lijst.indeling, kennis)) or uit for rij, uit in leeg
        ]
        for rij in rijen:
            code = next((b["gemeenteBrp"] for b in rij.blokken.values()), "")
            if code in o.kennis.gemeenten and not self._is_van_mij(code, lijst.mijn):
                rij.fouten.append(Rijfout(_label(lijst.soort, "gemeente"), _NIET_VAN_U))
        return rijen

    def _is_van_mij(self, code: str, mijn: frozenset[str]) -> bool:
        nu = self.ontvanger.kennis.gemeenten.huidige(code, op=vandaag(self.ontvanger.klok))
        return code in mijn or (nu is not None and nu.code in mijn)

    async def _keur_onbekende(self, rijen: Sequence[_Rij]) -> None:
        """Refuse plans of people without a dossier: a plan alone does not make one."""
        o = self.ontvanger
        sleutel = {rij.gelezen.bsn: o.kluis.index("bsn", rij.gelezen.bsn) for rij in rijen}
        async with o.store.open_unscoped_ontvangst() as tx:
            bekend = await sleutels.find_bekende(tx, list(sleutel.values()))
        for rij in rijen:
            if sleutel[rij.gelezen.bsn] not in bekend:
                rij.gelezen.fouten.append(Rijfout("BSN", _GEEN_DOSSIER))

    async def _maak_berichten(self, rijen: Sequence[_Rij], maker: Berichtmaker) -> None:
        bekend = list({maker.sleutel(rij.gelezen) for rij in rijen})
        async with self.ontvanger.store.open_unscoped_ontvangst() as tx:
            eerder = await meldingen.find_by_sleutels(tx, bekend, bron=maker.bron)
        per_nummer = maker.lees_eerdere(eerder)
        for rij in rijen:
            eerdere = per_nummer.get(maker.nummer(rij.gelezen), Eerdere())
            herkomst = f"lijst, rij {rij.gelezen.plek}"[:80]
            maak: partial[list[bytes]] = partial(list, maker.maak(rij.gelezen, eerdere))
            rij.ruwe = [
                RuwBericht(inhoud=ruw, deur=Deur.BESTAND, herkomst=herkomst)
                for ruw in probeer_rij(rij.gelezen, maak) or ()
            ]

    def _keur(self, rij: _Rij, lijst: Lijst) -> None:
        """Refuse a row of which a message would be set aside: by the reader of all messages."""
        lees = self.ontvanger.lezer.lees
        gelezen = probeer_rij(rij.gelezen, lambda: [lees(ruw) for ruw in rij.ruwe])
        fouten = [f for g in gelezen or () if isinstance(g, Afgekeurd) for f in g.fouten]
        if fouten:
            rij.gelezen.fouten += dict.fromkeys(_to_rijfout(f, lijst.soort) for f in fouten)
        if rij.gelezen.fouten:
            rij.ruwe = []


def require_compleet(indeling: Indeling, soort: Lijstsoort) -> None:
    """Raise NietCompleet when a field that a list cannot do without has no column."""
    if mist := find_ontbrekend(indeling, soort):
        raise NietCompleet(f"Kies ook een kolom voor: {', '.join(v.label for v in mist)}.")


_TOCH = "Dit is opgenomen."
_NIET_VAN_U = "Deze gemeente is niet van u."
_GEEN_DOSSIER = "Wij kennen deze persoon niet. Neem eerst een detentielijst op."


def _label(soort: Lijstsoort, veld: str) -> str:
    return next((v.label for v in VELDEN[soort] if v.naam == veld), "")


def _to_rijfout(fout: Fout, soort: Lijstsoort) -> Rijfout:
    return Rijfout(_label(soort, _VELD_VAN_PAD.get(fout.pad, "")), fout.tekst)


def _keur_dubbele(rijen: Sequence[_Rij], maker: Berichtmaker) -> None:
    gelezen = [rij.gelezen for rij in rijen]
    dubbel = find_dubbele(gelezen, [maker.nummer(g) for g in gelezen])
    for i, eerste in dubbel.items():
        zin = f"Deze persoon staat met dezelfde datum ook op rij {eerste}."
        gelezen[i].fouten.append(Rijfout("", zin))


def _to_verslag(rij: Gelezenrij, uit: Proefuitslag | None) -> Rijverslag:
    if rij.fouten:
        return Rijverslag(rij.plek, Rijuitkomst.FOUT, tuple(f.zin for f in rij.fouten))
    if uit is None:
        return Rijverslag(rij.plek, Rijuitkomst.FOUT, (EIGEN_FOUT,))
    gevolgen = [g for _, g in uit if g is not None]
    if not gevolgen:
        uitkomst = Rijuitkomst.DUBBEL
    elif any(g.nieuw for g in gevolgen):
        uitkomst = Rijuitkomst.NIEUW_DOSSIER
    elif rij.begin is not None and not any(g.telt for g in gevolgen):
        uitkomst = Rijuitkomst.WIJKT
    else:
        uitkomst = Rijuitkomst.BEKEND_DOSSIER
    return Rijverslag(rij.plek, uitkomst, (ZIN[uitkomst],))


def _achteraf(vooraf: Rijverslag, uit: Sequence[Ontvangst]) -> Rijverslag:
    """Return what became of a row: as the trial said, unless somebody was first or it failed."""
    if any(u.uitkomst in (Uitkomst.APART_GEZET, Uitkomst.GENEGEERD) for u in uit):
        zin = "Dit is niet opgenomen. Kijk bij Berichten."
        return Rijverslag(vooraf.plek, Rijuitkomst.FOUT, (zin,))
    uitkomst = vooraf.uitkomst
    if uit and all(u.uitkomst is Uitkomst.DUBBEL for u in uit):
        uitkomst = Rijuitkomst.DUBBEL
    if uitkomst is Rijuitkomst.FOUT:
        # What failed in the trial, and not any more.
        return Rijverslag(vooraf.plek, Rijuitkomst.BEKEND_DOSSIER, (_TOCH,)) if uit else vooraf
    return Rijverslag(vooraf.plek, uitkomst, (ZIN_ACHTERAF[uitkomst],))
