"""What schemathesis cannot know: a wrong message may be kept apart, and a schema cannot say all."""

from typing import Any

import schemathesis
from schemathesis.core.failures import Failure
from schemathesis.core.parameters import ParameterLocation
from schemathesis.core.transport import Response

from nazorg.berichten.uitkomst import Reden, Uitkomst

# What only nazorg itself can see: codes, the elfproef, who may speak, what came in before.
_BOVEN_HET_SCHEMA = frozenset(
    {
        Reden.BRON_NIET_TOEGESTAAN,
        Reden.ONGELDIG_BSN,
        Reden.ONBEKENDE_GEMEENTE,
        Reden.ONBEKENDE_INRICHTING,
        Reden.ONMOGELIJKE_DATUM,
        Reden.BSN_BUITEN_DATA,
        Reden.TE_GROOT,
        Reden.TEGENSTRIJDIG,
        Reden.VERBODEN_VELD,
        Reden.VERBODEN_TEKST,
        Reden.NIET_ONHERROEPELIJK,
        Reden.BUITEN_CATEGORIE,
    }
)
_GESTRUCTUREERD, _BINAIR = "application/cloudevents+json", "application/json"


@schemathesis.hook
def filter_failure(
    context: schemathesis.HookContext,
    failure: Failure,
    case: schemathesis.Case[Any],
    response: Response,
) -> bool:
    """Return whether it is a failure here too."""
    match type(failure).__name__:
        case "AcceptedNegativeData":
            return _tells(case) and _is_verwerkt(response.json())
        case "RejectedPositiveData":
            return case.media_type == _GESTRUCTUREERD and not _boven_het_schema(
                response.json(), case.body
            )
    return True


def _tells(case: schemathesis.Case[Any]) -> bool:
    """Return whether what is wrong is read at all: ce- headers count in binary mode only."""
    assert case.meta is not None
    return case.media_type == _BINAIR or case.meta.is_negative_at(ParameterLocation.BODY)


def _is_verwerkt(antwoord: dict[str, Any]) -> bool:
    """Return whether every message was taken for a good one. A refused one may come twice."""
    uit = [u["uitkomst"] for u in antwoord.get("uitkomsten", [])]
    return bool(uit) and all(u == Uitkomst.VERWERKT for u in uit)


def _boven_het_schema(antwoord: dict[str, Any], lijf: Any) -> bool:
    # A media type may be written in many ways, so the schema leaves that field open. That leave
    # needs its days (voorvallen), and a return none, is a rule between two fields.
    open_ = ("datacontenttype", "data.voorvallen")
    fouten = [f for f in antwoord.get("fouten", []) if f["pad"] not in open_]
    ernst = {f["code"] for f in fouten if not _is_heel_getal_met_punt(lijf, f["pad"])}
    return ernst <= _BOVEN_HET_SCHEMA


def _is_heel_getal_met_punt(lijf: Any, pad: str) -> bool:
    """Return whether 4.0 stands there: an integer to JSON Schema, and not to our doors."""
    for deel in pad.split("."):
        lijf = lijf[int(deel)] if isinstance(lijf, list) else dict(lijf).get(deel)
        if not isinstance(lijf, list | dict):
            break
    return isinstance(lijf, float) and lijf.is_integer()
