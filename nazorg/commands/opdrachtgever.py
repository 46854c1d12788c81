"""Who the audit log of BIJ says did it, when it was done on the command line."""

from nazorg.kern.medewerker import Doel, Medewerker, Rol

OPDRACHT = Medewerker(
    id="opdrachtregel",
    naam="Opdrachtregel",
    functie="Beheerder van aanwijzingen",
    rollen=frozenset({Rol.BEHEERDER_AANWIJZINGEN}),
    gemeenten=(),
    regio="",
    doel=Doel.OPENBARE_ORDE,
)
