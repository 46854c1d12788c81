"""What counts as the content of a message: as it came in, or as two people corrected it."""

from uuid import UUID

from nazorg.store.berichtbeheer import Bericht
from nazorg.store.correcties import Verbeterd
from nazorg.store.kluis import Kluis
from nazorg.usecases.berichten.beoordeel import unseal


def open_geldig(b: Bericht, kluis: Kluis, verbeterd: Verbeterd | None) -> bytes | None:
    """Return what counts as the content of a message: as corrected, else as it came in.

    None when the content is not kept. Raises KluisFout.
    """
    return open_inhoud(b.id, b.inhoud, kluis, verbeterd)


def open_inhoud(
    id_: UUID, inhoud: bytes | None, kluis: Kluis, verbeterd: Verbeterd | None
) -> bytes | None:
    """Return what counts of a message by its key and ciphertext; see open_geldig."""
    if verbeterd is not None:
        return unseal_correctie(verbeterd.inhoud, verbeterd.id, kluis)
    return None if inhoud is None else unseal(inhoud, id_, kluis)


def seal_correctie(inhoud: bytes, id_: UUID, kluis: Kluis) -> bytes:
    """Encrypt a corrected message for the row of its correction."""
    return kluis.versleutel(inhoud, voor=b"correctie|inhoud|" + id_.bytes)


def unseal_correctie(inhoud: bytes, id_: UUID, kluis: Kluis) -> bytes:
    """Decrypt a corrected message. Raises KluisFout."""
    return kluis.ontsleutel(inhoud, voor=b"correctie|inhoud|" + id_.bytes)
