"""Rules, dashboard and runbooks speak of figures, commands and files that exist."""

import json
import re
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from nazorg.berichten.alarm import AlarmSoort, Berichtstroom
from nazorg.bij.kennisgeving import BijAlarm, Werkstap
from nazorg.commands.groep import nazorg
from nazorg.kern.partner import Antwoordstand
from nazorg.metrieken.bij import NAMEN as BIJFIGUREN
from nazorg.metrieken.meters import Meters
from nazorg.metrieken.partners import NAMEN as PARTNERFIGUREN
from nazorg.metrieken.partners import TELLERS

ROOT = Path(__file__).parents[2]
RUNBOOKS = sorted((ROOT / "deploy" / "runbooks").glob("*.md"))
KOPPEN = (
    "## What you see",
    "## What it means",
    "## What to do",
    "## When to call whom",
    "## Tried",
)

FIGUREN = Meters(set(), consumer="nazorg").namen() | PARTNERFIGUREN | BIJFIGUREN


# Each door has a reader of its own, and none may be missed because another one still lives.
INGANGEN = ("nazorg", "bij")


def regels() -> list[dict[str, Any]]:
    bestand = yaml.safe_load((ROOT / "deploy/prometheus/alerts.yaml").read_text(encoding="utf-8"))
    return [regel for groep in bestand["groups"] for regel in groep["rules"]]


def vragen() -> list[str]:
    bord = json.loads((ROOT / "deploy/grafana/nazorg.json").read_text(encoding="utf-8"))
    return [doel["expr"] for paneel in bord["panels"] for doel in paneel["targets"]]


@pytest.mark.parametrize("vraag", [r["expr"] for r in regels()] + vragen())
def test_every_figure_that_is_asked_for_exists(vraag: str) -> None:
    gevraagd = set(re.findall(r"\bnazorg_[a-z_]+", vraag))

    assert gevraagd
    assert gevraagd <= FIGUREN


def test_labels_that_are_asked_for_can_occur() -> None:
    waarden = {
        "soort": {s.value for s in (*AlarmSoort, *BijAlarm)},
        "stroom": {s.value for s in Berichtstroom},
        "status": {"2xx", "3xx", "4xx", "5xx"},
        "stand": {s.value for s in Antwoordstand},
        "uitkomst": set(TELLERS),
        "stap": {s.value for s in Werkstap},
        "ingang": set(INGANGEN),
    }
    for vraag in [r["expr"] for r in regels()] + vragen():
        for label, waarde in re.findall(r'(\w+)="(\w+)"', vraag):
            assert waarde in waarden[label], vraag


@pytest.mark.parametrize("regel", regels(), ids=lambda r: r["alert"])
def test_every_alert_says_what_is_wrong_and_what_to_read(regel: dict[str, Any]) -> None:
    assert regel["labels"]["severity"] in {"page", "ticket"}
    assert regel["annotations"]["summary"]
    assert (ROOT / regel["annotations"]["runbook"]).is_file()


@pytest.mark.parametrize("ingang", INGANGEN)
def test_each_reader_of_kafka_is_missed_by_itself(ingang: str) -> None:
    weg = f'absent(nazorg_consumer_live{{ingang="{ingang}"}})'

    assert [r["labels"]["severity"] for r in regels() if weg in r["expr"]] == ["page"]


def test_there_is_a_runbook_for_each_thing_that_goes_wrong() -> None:
    assert {r.stem for r in RUNBOOKS} >= {
        "consumer-behind",
        "database-full",
        "gap",
        "mayor-not-told",
        "messages-set-aside",
        "reconciliation-differs",
        "partner-away",
        "restore",
    }


@pytest.mark.parametrize("runbook", RUNBOOKS, ids=lambda r: r.stem)
def test_a_runbook_says_what_to_do_with_commands_that_exist(runbook: Path) -> None:
    tekst = runbook.read_text(encoding="utf-8")

    assert [kop for kop in KOPPEN if kop not in tekst] == []
    opdrachten = set(re.findall(r"(?m)^\s*nazorg ([a-z][a-z-]+)", "\n".join(_code(tekst))))
    assert opdrachten <= set(nazorg.list_commands(click.Context(nazorg))), runbook.name
    figuren = set(re.findall(r"\bnazorg_[a-z_]+\b", tekst)) - _NAMEN
    assert figuren <= FIGUREN


# Roles of the database, that look like figures.
_NAMEN = {"nazorg_eigenaar", "nazorg_app", "nazorg_ontvangst", "nazorg_hersteld"}


def _code(tekst: str) -> list[str]:
    blokken = re.findall(r"```[a-z]*\n(.*?)```", tekst, re.DOTALL)
    return blokken + re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", tekst, flags=re.DOTALL))
