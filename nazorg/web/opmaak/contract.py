"""Make the page about the contract from the contract itself, so that it cannot say otherwise."""

import json
from functools import cache, reduce
from typing import Any

from nazorg.berichten.uitkomst import ZIN, Uitkomst
from nazorg.contract.asyncapi import asyncapi
from nazorg.contract.openapi import STATUSSEN
from nazorg.contract.schemas import (
    schemas_bij,
    schemas_bij_uitgaand,
    schemas_bron,
    schemas_inkomend,
    schemas_uitgaand,
)
from nazorg.contract.versies import API_VERSION, VERSIES
from nazorg.contract.voorbeelden import voorbeelden
from nazorg.web.contractscherm import (
    Betekenis,
    ContractScherm,
    Kanaal,
    Manier,
    SoortUitleg,
    Uitgave,
)
from nazorg.web.opmaak.velden import Schema, to_bouwstenen, to_velden

_UITKOMST: dict[Uitkomst, str] = {
    Uitkomst.VERWERKT: "Het bericht staat in een dossier. U hoeft niets te doen.",
    Uitkomst.DUBBEL: "Wij hadden het bericht al. In 'eerder' staat wat er toen mee is gebeurd.",
    Uitkomst.GENEGEERD: (
        "Het bericht klopt, maar geen van de gemeenten erin is hier aangesloten. Wij bewaren de "
        "inhoud niet. Kijk of u het naar de juiste plek stuurt."
    ),
    Uitkomst.WACHT: (
        "Van deze bron kon achter elkaar niets verwerkt worden. Daarom staat de bron op pauze. Het "
        "bericht is bewaard en komt later aan de beurt. U hoeft het niet opnieuw te sturen."
    ),
    Uitkomst.APART_GEZET: (
        "Er klopt iets niet. Een mens kan het bericht zien. Verbeter het en stuur het met een "
        "nieuw id."
    ),
}
_RICHTING = {"receive": "U stuurt, wij lezen", "send": "Wij sturen, u leest"}


@cache
def to_contract() -> ContractScherm:
    """Return the page; it is the same until nazorg itself changes."""
    detentie, bij, uitgaand = schemas_inkomend(), schemas_bij(), _uitgaand()
    eerste = next(iter(detentie.values()))
    basis = _gedeeld(list(detentie.values()))
    alle = [*detentie.values(), *schemas_bron().values(), *bij.values(), *uitgaand.values()]
    begrippen: dict[str, Schema] = {}
    for schema in alle:
        begrippen |= schema["$defs"]
    data = eerste["$defs"]["Data"]
    return ContractScherm(
        versie=API_VERSION,
        manieren=_manieren(next(iter(detentie))),
        envelop=to_velden(_met_type(eerste), {}),
        basis=tuple(v for v in to_velden(data, begrippen) if v.naam in basis),
        detentie=tuple(_soort(t, s, basis) for t, s in detentie.items()),
        bron=tuple(_soort(t, s, frozenset()) for t, s in schemas_bron().items()),
        bij=tuple(_soort(t, s, frozenset()) for t, s in bij.items()),
        uitgaand=tuple(_soort(t, s, frozenset()) for t, s in uitgaand.items()),
        bouwstenen=to_bouwstenen(begrippen),
        uitkomsten=tuple(Betekenis(code=u, tekst=_UITKOMST[u]) for u in Uitkomst),
        redenen=tuple(Betekenis(code=r, tekst=zin) for r, zin in ZIN.items()),
        statussen=tuple(Betekenis(code=s, tekst=tekst) for s, tekst in STATUSSEN.items()),
        kanalen=_kanalen(),
        versies=tuple(
            Uitgave(nummer=v.nummer, datum=v.datum or "nog niet uitgebracht", nieuw=v.nieuw)
            for v in VERSIES
        ),
    )


def _uitgaand() -> dict[str, Schema]:
    return schemas_uitgaand() | schemas_bij_uitgaand()


def _gedeeld(schemas: list[Schema]) -> frozenset[str]:
    namen = (frozenset(s["$defs"]["Data"]["properties"]) for s in schemas)
    return reduce(frozenset.intersection, namen)


def _met_type(schema: Schema) -> Schema:
    """Return the envelope of any message: the type is not that of this one."""
    type_ = {"type": "string", "description": "Soort en versie; zie de soorten hieronder."}
    return schema | {"properties": schema["properties"] | {"type": type_}}


def _soort(type_: str, schema: Schema, basis: frozenset[str]) -> SoortUitleg:
    data = schema["$defs"]["Data"]
    velden = to_velden(data, schema["$defs"])
    return SoortUitleg(
        naam=schema["title"],
        type=type_,
        uitleg=data["description"],
        velden=tuple(v for v in velden if v.naam not in basis),
        voorbeeld=_json(voorbeelden()[type_]),
    )


def _manieren(type_: str) -> tuple[Manier, ...]:
    bericht = voorbeelden()[type_]
    kop = {n: w for n, w in bericht.items() if n not in ("data", "datacontenttype")}
    ce = [f"ce-{naam}: {waarde}" for naam, waarde in kop.items()]
    return (
        Manier(
            naam="Eén bericht",
            uitleg="Het hele bericht staat in de inhoud (structured mode).",
            opdracht=_curl(["Content-Type: application/cloudevents+json"], bericht),
        ),
        Manier(
            naam="Eén bericht, met de velden in headers",
            uitleg="In de inhoud staat alleen wat in 'data' hoort (binary mode).",
            opdracht=_curl(["Content-Type: application/json", *ce], bericht["data"]),
        ),
        Manier(
            naam="Meer berichten tegelijk",
            uitleg="De inhoud is een JSON-lijst van hele berichten (batch mode).",
            opdracht=_curl(["Content-Type: application/cloudevents-batch+json"], [bericht]),
        ),
    )


def _curl(headers: list[str], inhoud: Any) -> str:
    regels = ["curl https://nazorg.example.org/v1/berichten", '-H "Authorization: Bearer $TOKEN"']
    regels += [f"-H '{header}'" for header in headers]
    return " \\\n  ".join([*regels, f"--data-binary '{_json(inhoud)}'"])


def _json(inhoud: Any) -> str:
    return json.dumps(inhoud, ensure_ascii=False, indent=2)


def _kanalen() -> tuple[Kanaal, ...]:
    document = asyncapi()
    berichten = document["components"]["messages"]
    richting = {
        werking["channel"]["$ref"].rpartition("/")[2]: _RICHTING[werking["action"]]
        for werking in document["operations"].values()
    }
    return tuple(
        Kanaal(
            adres=kanaal["address"],
            richting=richting[naam],
            uitleg=kanaal["description"],
            sleutel=berichten[next(iter(kanaal["messages"]))]["bindings"]["kafka"]["key"][
                "description"
            ],
            berichten=tuple(
                Betekenis(code=type_, tekst=berichten[type_]["title"])
                for type_ in kanaal["messages"]
            ),
        )
        for naam, kanaal in document["channels"].items()
    )
