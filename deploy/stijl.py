"""Draw every screen with invented people into a directory, to look at without a database.

Use: python deploy/stijl.py DIRECTORY. The static files are copied along under the address that the
pages ask for, so any file server shows them. Everyone and everything here is made up.
"""

import shutil
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from stijl_dossier import BERICHTEN, DOSSIER
from stijl_lijst import LEEG, LOGIN, SCHIL, VOORBEELD, WERKVOORRAAD

from nazorg.web.rendering import STATIC_DIR, make_templates, static_version
from nazorg.web.schermen import ONBEKEND, Bladeren, FoutScherm, Link

TERUGBLIK = replace(
    DOSSIER.terugblik,
    op="2026-11-12",
    banner="U ziet dit dossier zoals wij het kenden op 12 november 2026.",
)
KAAL = replace(
    DOSSIER,
    prio=None,
    vrij=None,
    lijn=None,
    eerder=(),
    leefgebieden=tuple(
        replace(kaart, stand="unknown", tekst="", nu="", bron="") for kaart in DOSSIER.leefgebieden
    ),
    taken=(),
    tijdlijn=(),
    inkijk=(),
)
FOUT = FoutScherm(
    status=404,
    titel="Deze pagina bestaat niet",
    tekst="Of u mag deze pagina niet zien. Klopt het adres? Ga dan terug en probeer het opnieuw.",
    terug=Link(tekst="Naar de werkvoorraad", href="/werkvoorraad"),
)
AF = replace(
    WERKVOORRAAD,
    afgehandeld=True,
    melding=None,
    voorbeeld=None,
    tabs=tuple(replace(tab, huidig=not tab.huidig) for tab in WERKVOORRAAD.tabs),
)


def paginas() -> dict[str, tuple[str, dict[str, Any]]]:
    """Return for every address: the template and what it needs."""
    leeg = replace(
        WERKVOORRAAD, groepen=(), leeg=LEEG, melding=None, voorbeeld=None, bladeren=Bladeren()
    )
    scherm: dict[str, Any] = {"schil": SCHIL}
    vast: dict[str, tuple[str, dict[str, Any]]] = {
        "login": ("login.html.j2", {"schil": None, "scherm": LOGIN}),
        "werkvoorraad": ("werkvoorraad.html.j2", scherm | {"scherm": WERKVOORRAAD}),
        "afgehandeld": ("werkvoorraad.html.j2", scherm | {"scherm": AF}),
        "leeg": ("werkvoorraad.html.j2", scherm | {"scherm": leeg}),
        "dossiers/NZ-2026-0412": ("dossier.html.j2", scherm | {"scherm": DOSSIER}),
        "dossiers/toen": (
            "dossier.html.j2",
            scherm | {"scherm": replace(DOSSIER, terugblik=TERUGBLIK)},
        ),
        "dossiers/kaal": ("dossier.html.j2", scherm | {"scherm": KAAL}),
        "berichten": ("berichten.html.j2", scherm | {"scherm": BERICHTEN}),
        "fout": ("fout.html.j2", scherm | {"scherm": FOUT}),
        "fout-buiten": ("fout.html.j2", {"schil": None, "scherm": FOUT}),
    }
    return vast | {f"taken/{nummer}/voorbeeld": beeld for nummer, beeld in voorbeelden().items()}


def voorbeelden() -> dict[str, tuple[str, dict[str, Any]]]:
    return {
        rij.id: (
            "_voorbeeld.html.j2",
            {
                "terug": "",
                "voorbeeld": VOORBEELD
                if rij.id == "0412"
                else replace(
                    VOORBEELD,
                    taak_id=rij.id,
                    naam=rij.naam,
                    nummer=f"NZ-2026-{rij.id}",
                    href=rij.href,
                    plek=rij.plek,
                    prio=rij.prio,
                    reden=f"{rij.reden}.",
                    uiterlijk=rij.uiterlijk,
                    lichten=ONBEKEND,
                    vrij=None,
                ),
            },
        )
        for groep in WERKVOORRAAD.groepen
        for rij in groep.rijen
    }


def main(doel: Path) -> None:
    shutil.rmtree(doel, ignore_errors=True)
    shutil.copytree(STATIC_DIR, doel / "static" / static_version())
    omgeving = make_templates()
    for adres, (naam, inhoud) in paginas().items():
        map_ = doel / adres
        map_.mkdir(parents=True)
        html = omgeving.get_template(naam).render(**inhoud)
        (map_ / "index.html").write_text(html, encoding="utf-8")
        print(f"{adres}: {len(html.encode())} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
