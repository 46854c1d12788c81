"""Who is asking: an employee with roles, gemeenten and the purpose of this session.

The purpose (doel) travels with every read, because a read of personal data needs one
(L19; BIO2 8.15.01 asks for action, object, result, origin, actor and time in the log).
"""

from dataclasses import dataclass
from enum import StrEnum


class Rol(StrEnum):
    """What a person may do here. BIJ roles never combine with nazorg roles in one session."""

    NAZORGCOORDINATOR = "nazorgcoordinator"
    FUNCTIONEEL_BEHEERDER = "functioneel_beheerder"
    AANDACHTSFUNCTIONARIS_BIJ = "aandachtsfunctionaris_bij"
    BURGEMEESTER = "burgemeester"
    BEHEERDER_AANWIJZINGEN = "beheerder_aanwijzingen"


class Doel(StrEnum):
    """Why a person looks: the purposes that this product knows."""

    RE_INTEGRATIE = "re_integratie"
    BERICHTENBEHEER = "berichtenbeheer"
    OPENBARE_ORDE = "openbare_orde"


@dataclass(frozen=True, slots=True, kw_only=True)
class Medewerker:
    """An authenticated employee.

    id: stable, opaque (for OIDC: issuer + subject). gemeenten: four-digit codes that this person
    works for. regio: the words in the page head, for example 'Rivierenland'.
    """

    id: str
    naam: str
    functie: str
    rollen: frozenset[Rol]
    gemeenten: tuple[str, ...]
    regio: str
    doel: Doel

    def has_rol(self, rol: Rol) -> bool:
        return rol in self.rollen

    @property
    def initialen(self) -> str:
        woorden = self.naam.split()
        return (woorden[0][:1] + woorden[-1][:1]).upper()
