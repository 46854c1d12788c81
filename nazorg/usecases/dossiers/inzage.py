"""Everybody who ever looked at a dossier, for who may see it."""

from nazorg.kern.medewerker import Medewerker, Rol
from nazorg.kern.toegang import NietGevonden, require_rol
from nazorg.store import audit, dossierlezing
from nazorg.store.audit import Auditregel
from nazorg.store.store import Store


async def toon_alle_inzage(
    nummer: str, *, medewerker: Medewerker, store: Store
) -> tuple[Auditregel, ...]:
    """Return all looks and deeds, newest first. Raises NietGevonden."""
    require_rol(medewerker, Rol.NAZORGCOORDINATOR)
    async with store.open_voor(medewerker) as tx:
        if await dossierlezing.get(tx, nummer) is None:
            raise NietGevonden
        return tuple(await audit.find_inzage(tx, f"dossier:{nummer}", limiet=None))
