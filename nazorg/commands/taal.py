"""The command line in Dutch: click says a few things by itself, and says them in English."""

import re
from collections.abc import Iterable

import click

_KOPPEN = {"Options": "Opties", "Commands": "Opdrachten"}
_HULP = (
    (r"Show this message and exit\.", "Toon deze uitleg."),
    (r"Show the version and exit\.", "Toon de versie."),
    (r"\[default: ", "[standaard: "),
    (r"; required\]", "; verplicht]"),
    (r"\[required\]", "[verplicht]"),
)
_FOUTEN = (
    (r"Missing (?:argument|option|parameter) '(.+?)'\.", r"\1 ontbreekt."),
    (r"No such option:? '(.+?)'\.", r"De optie \1 bestaat niet."),
    (r"No such command '(.+?)'\.", r"De opdracht \1 bestaat niet."),
    (r"Invalid value for '(.+?)': ", r"\1 klopt niet: "),
    (r"Invalid value: ", ""),
    (r"\S+ is not in the range (\S+)\.", r"kies uit \1."),
    (r"(?:File|Path|Directory) ('.*') does not exist\.", r"\1 bestaat niet."),
    (r"File ('.*') is a directory\.", r"\1 is een map, geen bestand."),
    (r"Directory ('.*') is a file\.", r"\1 is een bestand, geen map."),
    (r"(?:File|Path|Directory) ('.*') is not readable\.", r"\1 is niet te lezen."),
    (r"(?:File|Path|Directory) ('.*') is not writable\.", r"\1 is niet te schrijven."),
    (r"'.*' is not a valid integer(?: range)?\.", "dit is geen geheel getal."),
    (r"'.*' does not match the formats? (.*)\.", r"schrijf het als \1."),
    (r"Option '(.+?)' requires an argument\.", r"\1 heeft een waarde nodig."),
    (r"Option '(.+?)' does not take a value\.", r"\1 heeft geen waarde."),
    (r"Got unexpected extra arguments? \((.*)\)", "Er staat meer dan nodig is."),
    (r"Did you mean (.+?)\?", r"Bedoelt u \1?"),
    (r"\(Possible options: (.*)\)", r"Bedoelt u: \1"),
)


def _vertaal(tekst: str, tabel: Iterable[tuple[str, str]]) -> str:
    for patroon, nederlands in tabel:
        tekst = re.sub(patroon, nederlands, tekst)
    return tekst


class _Uitleg(click.HelpFormatter):
    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        woorden = args.replace("[OPTIONS]", "[OPTIES]").replace("COMMAND", "OPDRACHT")
        super().write_usage(prog, woorden.replace("[ARGS]", "[...]"), prefix or "Gebruik: ")

    def write_heading(self, heading: str) -> None:
        super().write_heading(_KOPPEN.get(heading, heading))

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        super().write_dl([(n, _vertaal(u, _HULP)) for n, u in rows], col_max, col_spacing)


class Context(click.Context):
    """What a command runs in; its help is in Dutch."""

    formatter_class = _Uitleg


def in_het_nederlands(opdracht: click.Command) -> None:
    """Give a command, and what is under it, its help in Dutch."""
    opdracht.context_class = Context
    if isinstance(opdracht, click.Group):
        for deel in opdracht.commands.values():
            in_het_nederlands(deel)


def meld(fout: click.ClickException) -> None:
    """Say on standard error what went wrong, in Dutch."""
    if isinstance(fout, click.exceptions.NoArgsIsHelpError):
        click.echo(fout.message, err=True)
        return
    if isinstance(fout, click.UsageError) and fout.ctx is not None:
        click.echo(fout.ctx.get_usage(), err=True)
        click.echo(f"Uitleg: {fout.ctx.command_path} --help\n", err=True)
    click.echo(f"Fout: {_vertaal(fout.format_message(), _FOUTEN)}", err=True)
