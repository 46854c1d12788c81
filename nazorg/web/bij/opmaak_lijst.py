"""The list of alerts, and whom to call, in the words of a page."""

from datetime import date, datetime

from nazorg.bij import verlof
from nazorg.bij.volgorde import dag_van
from nazorg.kern.klok import vandaag
from nazorg.usecases.bij.kamer import Kamer
from nazorg.usecases.bij.toon import Bel, Lijst, Regel
from nazorg.web import taal
from nazorg.web.bij import schermen_lijst as s
from nazorg.web.bij import woorden as w


def to_lijst(lijst: Lijst, kamer: Kamer, *, zoek: str) -> s.LijstScherm:
    """Return the list, or what was found in it."""
    dag, nu = vandaag(kamer.klok), kamer.klok.nu()
    regels = tuple(_to_regel(r, dag, nu) for r in lijst.regels if not r.geweest)
    geweest = tuple(_to_regel(r, dag, nu) for r in lijst.regels if r.geweest)
    bellen = tuple(_to_bel(b, dag) for b in lijst.bellen)
    if zoek:
        aantal = len(lijst.regels)
        kop = taal.aantal(aantal, "melding gevonden", "meldingen gevonden")
    else:
        er_is_iets = lijst.regels or lijst.onleesbaar
        kop = "Meldingen" if er_is_iets else "Er zijn nu geen meldingen"
    dicht = taal.aantal(lijst.onleesbaar, "melding is", "meldingen zijn")
    return s.LijstScherm(
        zoek=zoek,
        kop=kop,
        regels=regels,
        geweest=geweest,
        bellen=bellen,
        onleesbaar=f"{dicht} nu niet te lezen." if lijst.onleesbaar else "",
    )


def _to_regel(r: Regel, dag: date, nu: datetime) -> s.LijstRegel:
    m, inhoud = r.melding, r.inhoud
    weg = m.ingetrokken_op is not None
    verlof_stand = verlof.stand_van_verlof(inhoud.voorvallen, ingetrokken=weg, nu=nu)
    if weg:
        stand, toon = "Ingetrokken", "weg"
    elif r.besluit:
        stand, toon = f"Besloten: {w.BESLUIT[r.besluit].lower()}", "klaar"
    elif verlof_stand in w.LET_OP:
        stand, toon = w.VERLOF[verlof_stand]
    else:
        stand, toon = ("Gelezen, nog geen besluit", "open") if r.gelezen else ("Nieuw", "nieuw")
    eerste = dag_van(inhoud, nu=nu)
    keer = verlof.volgend_voorval(inhoud.voorvallen, ingetrokken=weg, nu=nu)
    nu_volgens_plan = keer is not None and verlof.loopt_volgens_plan(keer, nu=nu)
    over = "nu, volgens het plan" if nu_volgens_plan else taal.dagen_tot(dag, eerste)
    return s.LijstRegel(
        href=f"/bij/meldingen/{m.id}",
        naam=f"Melding {m.nummer}" if weg else inhoud.persoon.naam,
        soort=w.SOORT[inhoud.soort],
        icoon=w.ICOON[inhoud.soort],
        wanneer="" if weg else taal.dag_kort(eerste, vandaag=dag),
        over="" if weg else over,
        stand=stand,
        toon=toon,
    )


def _to_bel(b: Bel, dag: date) -> s.BelRegel:
    return s.BelRegel(
        actie=f"/bij/beltaken/{b.taak.id}",
        naam=b.naam,
        telefoon=b.telefoon,
        tel=w.tel(b.telefoon),
        reden=w.BELREDEN[b.taak.reden],
        sinds=taal.moment(dag, b.taak.ontstaan_op),
        href=f"/bij/meldingen/{b.taak.melding_id}",
        waarover=f"melding {b.nummer}" if b.nummer else "de melding",
    )
