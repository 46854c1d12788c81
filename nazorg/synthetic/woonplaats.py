"""To which gemeente a notice goes, which one is responsible, and why a route must be judged."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from nazorg.kern.gemeente import ONBEKEND, RNI, Gemeenten
from nazorg.synthetic.personen import Persoon


@dataclass(frozen=True, slots=True)
class Woonplaatsen:
    """The gemeenten that a stream is about.

    eigen: their codes on day begin. peildatum: the day on which the truth is judged; a gemeente
    that has ended by then is replaced by its successor. aangesloten: today's codes of all gemeenten
    that work with the product.
    """

    gemeenten: Gemeenten
    eigen: Collection[str]
    begin: date
    peildatum: date
    aangesloten: Collection[str]

    def ontvanger(self, persoon: Persoon, moment: datetime) -> str:
        """Return the gemeente to whose Berichtenbox a notice is delivered at moment."""
        for bekend in (persoon.brp.op(moment), persoon.vestiging.op(moment)):
            code = self._huidige(bekend, self.begin)
            if code in self.eigen:
                return code
        return persoon.thuis

    def dossier(self, persoon: Persoon, moment: datetime) -> str:
        """Return the responsible gemeente, as known at moment and judged on peildatum.

        A dossier lies only where somebody can see it: outside the connected gemeenten the receiver
        of the notices takes the place of the BRP gemeente.
        """
        brp = self._huidige(persoon.brp.op(moment), self.peildatum)
        if brp in self.aangesloten:
            return brp
        return self._huidige(self.ontvanger(persoon, moment), self.peildatum)

    def route(self, persoon: Persoon, moment: datetime) -> list[str]:
        """Return why the route must be judged, sorted; empty when it is plain."""
        redenen = []
        brp, vestiging = persoon.brp.op(moment), persoon.vestiging.op(moment)
        if brp in {None, ONBEKEND}:
            redenen.append("onbekend")
        elif brp == RNI:
            redenen.append("rni")
        elif self._huidige(brp, self.peildatum) != brp:
            redenen.append("herindeeld")
        if brp not in {None, ONBEKEND, RNI} and not self._is_aangesloten(brp):
            redenen.append("buiten_gebied")
        thuis, bestemming = (self._huidige(c, self.peildatum) for c in (brp, vestiging))
        if vestiging and bestemming != thuis:
            redenen.append("verschilt")
        return sorted(redenen)

    def _is_aangesloten(self, code: str | None) -> bool:
        return self._huidige(code, self.peildatum) in self.aangesloten

    def _huidige(self, code: str | None, op: date) -> str:
        """Return the code after successors; an empty string when there is none."""
        gemeente = self.gemeenten.huidige(code, op=op) if code else None
        return gemeente.code if gemeente else ""
