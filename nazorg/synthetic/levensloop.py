"""A detention as the source holds it: each step is recorded as a notice and as a fact.

The notices become the stream. The facts, on timelines, become the truth. The two are written side
by side and neither is computed from the other.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from nazorg.berichten.soort import Soort
from nazorg.detenties.melding import EindeWijze, Titel, Verlofstatus, WijzigingReden
from nazorg.kern.leefgebied import Leefgebied, Stand
from nazorg.synthetic.personen import Persoon
from nazorg.synthetic.tijdlijn import Tijdlijn

LOPEND = "lopend"
BEEINDIGD = "beeindigd"
INGETROKKEN = "ingetrokken"
BEGIN_ONTBREEKT = "begin_ontbreekt"
STATUSSEN = (LOPEND, BEEINDIGD, INGETROKKEN, BEGIN_ONTBREEKT)

# First and last possible day, both included.
Bereik = tuple[date, date]


@dataclass(slots=True, eq=False)
class Feit:
    """One notice as the source recorded it. inhoud: the fields of its kind, as on the wire."""

    moment: datetime
    soort: Soort
    detentie: "Detentie"
    inhoud: dict[str, object]
    vervangt: "Feit | None" = None
    # The notice that this one withdraws.
    over: "Feit | None" = None
    id: str = ""


@dataclass(frozen=True, slots=True)
class Verlofstand:
    status: Verlofstatus
    van: date
    tot: date


@dataclass(slots=True, eq=False)
class Detentie:
    """One period of detention, in the words of the source."""

    id: str
    persoon: Persoon
    status: Tijdlijn[str]
    begin: Tijdlijn[date] = field(default_factory=Tijdlijn)
    einde: Tijdlijn[tuple[date, EindeWijze]] = field(default_factory=Tijdlijn)
    inrichting: Tijdlijn[str] = field(default_factory=Tijdlijn)
    titel: Tijdlijn[Titel] = field(default_factory=Tijdlijn)
    verwacht: Tijdlijn[Bereik] = field(default_factory=Tijdlijn)
    plan: Tijdlijn[dict[Leefgebied, Stand]] = field(default_factory=Tijdlijn)
    verloven: dict[str, Tijdlijn[Verlofstand]] = field(default_factory=dict)
    feiten: list[Feit] = field(default_factory=list)

    def meld(self, moment: datetime, soort: Soort, inhoud: dict[str, object]) -> Feit:
        feit = Feit(moment, soort, self, inhoud)
        self.feiten.append(feit)
        return feit

    def meld_begin(
        self, moment: datetime, dag: date, inrichting: str, titel: Titel, verwacht: Bereik | None
    ) -> Feit:
        self.status.zet(moment, LOPEND)
        self.begin.zet(moment, dag)
        self.inrichting.zet(moment, inrichting)
        self.titel.zet(moment, titel)
        self.verwacht.zet(moment, verwacht)
        inhoud = {"inrichting": inrichting, "beginDatum": dag.isoformat(), "titel": titel.value}
        return self.meld(moment, Soort.BEGONNEN, inhoud | _verwacht(verwacht, bekend=False))

    def meld_verwachting(
        self,
        moment: datetime,
        reden: WijzigingReden,
        verwacht: Bereik | None,
        titel: Titel | None = None,
    ) -> Feit:
        """Record a new expected end (None: unknown from now on), and a new title if given."""
        self.verwacht.zet(moment, verwacht)
        inhoud: dict[str, object] = {"reden": reden.value}
        if titel:
            self.titel.zet(moment, titel)
            inhoud["titel"] = titel.value
        return self.meld(moment, Soort.GEWIJZIGD, inhoud | _verwacht(verwacht, bekend=True))

    def meld_adres(self, moment: datetime) -> Feit:
        """Tell that the address of the person is another one; the person holds which."""
        return self.meld(moment, Soort.GEWIJZIGD, {"reden": WijzigingReden.ADRES.value})

    def meld_overplaatsing(self, moment: datetime, dag: date, inrichting: str) -> Feit:
        self.inrichting.zet(moment, inrichting)
        inhoud: dict[str, object] = {"inrichting": inrichting, "datum": dag.isoformat()}
        return self.meld(moment, Soort.OVERGEPLAATST, inhoud)

    def meld_plan(self, moment: datetime, onderdelen: dict[Leefgebied, Stand]) -> Feit:
        self.plan.zet(moment, onderdelen)
        delen = [{"leefgebied": gebied, "stand": stand} for gebied, stand in onderdelen.items()]
        return self.meld(moment, Soort.PLAN_GEDEELD, {"onderdelen": delen})

    def meld_verlof(
        self,
        moment: datetime,
        nummer: str,
        soort: Soort,
        stand: Verlofstand,
        rest: dict[str, object],
    ) -> Feit:
        """Record a step of a leave; rest holds what does not matter to the truth."""
        self.verloven.setdefault(nummer, Tijdlijn()).zet(moment, stand)
        inhoud: dict[str, object] = {"verlofId": nummer}
        if soort is not Soort.VERLOF_INGETROKKEN:
            inhoud |= rest
            inhoud["vanDatum"] = stand.van.isoformat()
            inhoud["totDatum"] = stand.tot.isoformat()
        return self.meld(moment, soort, inhoud)

    def meld_einde(
        self, moment: datetime, dag: date, wijze: EindeWijze, rest: dict[str, object]
    ) -> Feit:
        self.status.zet(moment, BEEINDIGD)
        self.einde.zet(moment, (dag, wijze))
        inhoud = {"eindDatum": dag.isoformat(), "wijze": wijze.value}
        return self.meld(moment, Soort.BEEINDIGD, inhoud | rest)

    def trek_in(self, moment: datetime, feit: Feit, reden: str) -> Feit:
        """Withdraw a notice. The caller says what the source holds to be true from then on."""
        intrekking = self.meld(moment, Soort.INGETROKKEN, {"reden": reden})
        intrekking.over = feit
        return intrekking


def _verwacht(verwacht: Bereik | None, *, bekend: bool) -> dict[str, object]:
    """Return the wire field; bekend: whether an unknown end must be spelled out as null."""
    if verwacht is None:
        return {"verwachtEinde": None} if bekend else {}
    vroegst, laatst = verwacht
    return {"verwachtEinde": {"vroegst": vroegst.isoformat(), "laatst": laatst.isoformat()}}
