"""Access: what somebody may not see does not exist for them (404, never 403)."""

from nazorg.kern.medewerker import Medewerker, Rol


class NietGevonden(Exception):  # noqa: N818 - it is an answer: there is nothing here for you
    """There is no such thing, or not for this person."""


def require_rol(medewerker: Medewerker, *rollen: Rol) -> None:
    """Raise NietGevonden unless this person has one of these roles."""
    if medewerker.rollen.isdisjoint(rollen):
        raise NietGevonden
