"""Print, CSV and XLSX of exactly the filtered list: first ask what for, then give it."""

from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from nazorg.kern.klok import vandaag
from nazorg.referentie.exportdoelen import load_exportdoelen
from nazorg.usecases.werkvoorraad.doe import VerkeerdeOpdracht
from nazorg.usecases.werkvoorraad.exporteer import HOOGSTENS, Exporteur, Omvang, Uitvoer, Vorm
from nazorg.web import taal
from nazorg.web.opmaak.export import (
    KOP,
    to_csv,
    to_regels,
    to_xlsx,
    write_niet_alles,
    write_rest,
)
from nazorg.web.opmaak.vraag import Vraag, parse_query, parse_vraag
from nazorg.web.opmaak.werkvoorraad import TABNAAM
from nazorg.web.rendering import render
from nazorg.web.schermen import Link
from nazorg.web.schil import make_schil
from nazorg.web.tellen import telling
from nazorg.web.toegang import current_medewerker, deps_of, oorsprong
from nazorg.web.wachtrijschermen import Afdruk, Exportscherm, Optie

EXPORT = "/werkvoorraad/export"
ONVERWERKBAAR = 422
_VORMEN = {
    Vorm.AFDRUK: ("Afdrukken", "Een pagina om af te drukken"),
    Vorm.CSV: ("CSV", "Voor elk rekenblad"),
    Vorm.XLSX: ("Excel (XLSX)", "Met vaste kolommen"),
}
_SOORT = {
    Vorm.CSV: "text/csv; charset=utf-8",
    Vorm.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


async def _exporteur(request: Request) -> Exporteur:
    deps = deps_of(request)
    wie = await current_medewerker(request)
    return Exporteur(wie, deps.store, deps.klok, oorsprong(request))


async def get_export(request: Request) -> Response:
    medewerker, deps = await current_medewerker(request), deps_of(request)
    vraag = parse_vraag(request.query_params, vandaag=vandaag(deps.klok), van=medewerker.gemeenten)
    return await _vraag_doel(request, vraag)


async def post_export(request: Request) -> Response:
    exporteur, deps, formulier = await _exporteur(request), deps_of(request), await request.form()
    vraag = parse_query(
        formulier.get("terug"),
        vandaag=vandaag(deps.klok),
        van=exporteur.medewerker.gemeenten,
    )
    vorm = next((v for v in Vorm if v == formulier.get("vorm")), Vorm.AFDRUK)
    doel = str(formulier.get("doel", ""))
    try:
        uitvoer = await exporteur.exporteer(
            vraag.to_lijst(), vorm=vorm, doel=doel, filters=vraag.query
        )
    except VerkeerdeOpdracht as fout:
        return await _vraag_doel(request, vraag, vorm=vorm, fouten=fout.fouten)
    regels = to_regels(uitvoer, deps.kennis)
    if vorm is Vorm.AFDRUK:
        afdruk = _to_afdruk(uitvoer, regels, vraag, exporteur.medewerker.naam, doel)
        return render(request, "afdruk.html.j2", schil=None, scherm=afdruk)
    over = write_niet_alles(uitvoer)
    inhoud = to_csv(regels) if vorm is Vorm.CSV else to_xlsx(regels, over)
    naam = f"werkvoorraad-{uitvoer.dag.isoformat()}.{vorm.value}"
    koppen = {"Content-Disposition": f'attachment; filename="{naam}"'}
    return Response(inhoud, media_type=_SOORT[vorm], headers=koppen)


async def _vraag_doel(
    request: Request,
    vraag: Vraag,
    *,
    vorm: Vorm = Vorm.AFDRUK,
    fouten: dict[str, str] | None = None,
) -> Response:
    exporteur = await _exporteur(request)
    omvang = await exporteur.tel(vraag.to_lijst())
    scherm = Exportscherm(
        wat=f"{TABNAAM[vraag.tab]}, met de filters die nu gekozen zijn: {telling(omvang.mee)}"
        f" {'taak' if omvang.mee == 1 else 'taken'}.",
        rest=_to_rest(omvang, vraag),
        grens=f"Er gaan hoogstens {HOOGSTENS} taken mee.",
        terug=vraag.terug,
        vormen=tuple(
            Optie(waarde=v.value, tekst=naam, uitleg=uitleg, gekozen=v is vorm)
            for v, (naam, uitleg) in _VORMEN.items()
        ),
        doelen=tuple(Optie(waarde=id_, tekst=n) for id_, n in load_exportdoelen().items()),
        fouten=fouten or {},
    )
    schil = await make_schil(request, exporteur.medewerker)
    status = ONVERWERKBAAR if fouten else 200
    return render(request, "export.html.j2", status_code=status, schil=schil, scherm=scherm)


def _to_rest(omvang: Omvang, vraag: Vraag) -> tuple[str, Link] | None:
    """Return what stays behind, and the link that takes it along."""
    href = EXPORT + vraag.href_alles.removeprefix("/werkvoorraad")
    zin = write_rest(omvang)
    return (zin, Link(tekst="Neem alle taken mee", href=href)) if zin else None


def _to_afdruk(
    u: Uitvoer, regels: list[tuple[str, ...]], vraag: Vraag, naam: str, doel: str
) -> Afdruk:
    aantal = taal.aantal(len(regels), "taak", "taken")
    return Afdruk(
        titel=f"Werkvoorraad: {TABNAAM[vraag.tab]}",
        onder=f"{taal.dag_lang(u.dag).capitalize()} · {aantal} · voor {naam}"
        f" · {load_exportdoelen()[doel].lower()}",
        niet_alles=write_niet_alles(u),
        kop=KOP,
        regels=tuple(_op_papier(r, u.dag) for r in regels),
        terug=vraag.href(),
    )


def _op_papier(regel: tuple[str, ...], dag: date) -> tuple[str, ...]:
    """Return a row with its days as people read them; a spreadsheet gets them to sort by."""
    return tuple(
        taal.dag_kort(date.fromisoformat(waarde), vandaag=dag)
        if naam in ("Uiterlijk", "Vrij op") and waarde
        else waarde
        for naam, waarde in zip(KOP, regel, strict=True)
    )


ROUTES = [
    Route(EXPORT, get_export),
    Route(EXPORT, post_export, methods=["POST"]),
]
