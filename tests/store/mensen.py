"""Two people who work in two gemeenten, and may see only their own."""

from dataclasses import replace

from nazorg.kern.medewerker import Doel, Medewerker, Rol
from tests.factories import NIJMEGEN, TIEL

TIELENAAR = Medewerker(
    id="m-1",
    naam="Iemand uit Tiel",
    functie="Nazorgcoördinator",
    rollen=frozenset({Rol.NAZORGCOORDINATOR}),
    gemeenten=(TIEL,),
    regio="Tiel",
    doel=Doel.RE_INTEGRATIE,
)
NIJMEGENAAR = replace(TIELENAAR, id="m-2", gemeenten=(NIJMEGEN,))
