"""`make bench`: our ingest and the minimal pipeline, in turns. `--kort` for a quick look."""

import argparse
import sys

import uvloop

from bench.melding import meet_melding
from bench.meting import meet
from bench.pagina import meet_pagina
from bench.partners import meet_partners


def main() -> None:
    lezer = argparse.ArgumentParser(prog="bench")
    lezer.add_argument("--kort", action="store_true", help="minder ronden en berichten")
    lezer.add_argument("--pagina", action="store_true", help="de werkvoorraad, en niet het opnemen")
    lezer.add_argument("--partners", action="store_true", help="alleen de vragen aan partners")
    lezer.add_argument("--melding", action="store_true", help="hoe snel een burgemeester iets ziet")
    lezer.add_argument("--ronden", type=int)
    lezer.add_argument("--berichten", type=int)
    keuze = lezer.parse_args()
    ronden = keuze.ronden or (2 if keuze.kort else 5)
    if keuze.pagina:
        sys.exit(uvloop.run(meet_pagina(ronden, 100_000 if keuze.kort else 1_000_000)))
    if keuze.partners:
        sys.exit(uvloop.run(meet_partners(ronden, kort=keuze.kort)))
    if keuze.melding:
        sys.exit(uvloop.run(meet_melding(keuze.berichten or (40 if keuze.kort else 300))))
    berichten = keuze.berichten or (6_000 if keuze.kort else 15_000)
    uitslag = meet(ronden, berichten)
    if keuze.kort:
        uitslag |= uvloop.run(meet_partners(2, kort=True))
        uitslag |= uvloop.run(meet_melding(40))
    sys.exit(uitslag)


if __name__ == "__main__":
    main()
