"""The rows of the queue as HTML: the one piece of markup that is not in a template.

Fifty rows in Jinja2 cost more than the rest of the busiest page together (measured: 1.2 against 0.9
ms); written like this they cost a quarter. The parts that rows share still come from the macros.
EVERY TEXT OF A MESSAGE OR A PERSON PASSES `escape` HERE, at the top of `_rij`.
"""

from collections.abc import Callable
from html import escape

from markupsafe import Markup

from nazorg.web.wachtrijschermen import TaakGroep, TaakRij, Werkvoorraad

Cel = Callable[..., str]


class Rijmaker:
    """Writes rows with the shared parts that the macros make, each made once."""

    def __init__(self, *, icon: Cel, prio: Cel, due: Cel, avatar: Cel, lichtcellen: Cel) -> None:
        self._icon, self._prio, self._due = icon, prio, due
        self._avatar, self._lichtcellen = avatar, lichtcellen

    def _cellen(self, rij: TaakRij, bekend: dict[tuple[str, ...], str]) -> str:
        """Return the cells that depend on little: the same for many rows of a page."""
        u, e = rij.uiterlijk, rij.eigenaar
        sleutel = (*rij.lichten, u.tekst, u.datum.iso, e.naam, e.initialen)
        cel = bekend.get(sleutel)
        if cel is None:
            cel = bekend[sleutel] = (
                f"{self._lichtcellen(rij.lichten)}"
                f'<td class="when">{self._due(u)}</td><td class="own">{self._avatar(e)}</td>'
            )
        return cel

    def __call__(self, scherm: Werkvoorraad) -> Markup:
        """Return the bodies of the table, one per group."""
        gekozen = scherm.voorbeeld.taak_id if scherm.voorbeeld else ""
        vraag = str(escape("?" + scherm.terug)) if scherm.terug else ""
        doe = "Zet terug" if scherm.afgehandeld else "Afgehandeld"
        vink = self._icon("arrow-back-up" if scherm.afgehandeld else "check")
        delen: list[str] = []
        cellen: dict[tuple[str, ...], str] = {}
        for i, groep in enumerate(scherm.groepen, start=1):
            delen.append(f'<tbody id="groep-{i}">{_kop(groep)}')
            delen += [
                self._rij(r, gekozen, vraag, doe, vink, self._cellen(r, cellen))
                for r in groep.rijen
            ]
            delen.append("</tbody>")
        return Markup("\n".join(delen))  # noqa: S704 - escaped in _kop and _rij

    def _rij(self, rij: TaakRij, gekozen: str, vraag: str, doe: str, vink: str, cellen: str) -> str:
        id_, sleutel, href = escape(rij.id), escape(rij.sleutel), escape(rij.href)
        naam, plek, reden = escape(rij.naam), escape(rij.plek), escape(rij.reden)
        extra = f'<span class="row__extra">{escape(rij.extra)}</span>' if rij.extra else ""
        nieuw = '<span class="unread"></span><span class="vh">Ongelezen. </span>'
        huidig = ' aria-current="true"' if gekozen == rij.id else ""
        klassen = "row" + " is-current" * bool(huidig) + " row--new" * rij.ongelezen
        return f"""<tr class="{klassen}" id="rij-{id_}">
<td class="pick"><label><input type="checkbox" form="bulk" name="taak" id="kies-{id_}" value="{sleutel}"><span class="vh">Kies {naam}</span></label></td>
<td class="pr">{nieuw * rij.ongelezen}{self._prio(rij.prio)}</td>
<td class="who"><span class="row__top"><a class="row__link" id="taak-{id_}" href="{href}"{huidig} hx-get="/taken/{id_}/voorbeeld{vraag}" hx-trigger="focus delay:60ms" hx-target="#voorbeeld" hx-swap="innerMorph">{naam}</a> <span class="row__meta">{plek}</span></span><span class="row__why">{reden}</span>{extra}</td>
{cellen}
<td class="do"><button class="do__b" form="een" name="taak" value="{sleutel}" id="af-{id_}" type="submit" title="{doe}">{vink}<span class="do__t">{doe}</span><span class="vh">: {naam}</span></button><a class="do__b" href="/taken/{id_}{vraag}" title="Meer doen">{self._icon("dots")}<span class="do__t">Meer</span><span class="vh"> doen met de taak van {naam}</span></a></td>
</tr>"""  # noqa: E501 - markup, not code


def _kop(groep: TaakGroep) -> str:
    laat = " group--late" * groep.laat
    return (
        f'<tr class="group{laat}"><th scope="rowgroup" colspan="11">{escape(groep.titel)}'
        f" <span>· {escape(groep.aantal)}</span></th></tr>"
    )
