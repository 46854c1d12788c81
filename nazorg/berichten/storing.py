"""Which faults pass by themselves, and are therefore worth a second try."""

from collections.abc import Iterator

# SQLSTATE classes: connection, login, a database that is not there, transaction rollback
# (deadlock), resources, lock, operator, system. A login that is refused is never about a message.
_VOORBIJGAAND = ("08", "25006", "28", "3D", "40", "53", "55", "57", "58")

# Without a SQLSTATE: SQLAlchemy's pool, asyncpg's client side, and our own store when another
# sender brought the same person just now.
_NAMEN = frozenset({"TimeoutError", "InterfaceError", "InternalClientError", "Gelijktijdig"})


class StrayCancel(RuntimeError):  # noqa: N818 - a situation
    """A CancelledError that nobody asked for came out of the use case."""


def is_voorbijgaand(fout: BaseException) -> bool:
    """Return whether the fault lies with the network or the database and not with the messages.

    What is not recognised counts as a bug. That is safe: setting a message aside needs the database
    too, so a fault that was a database fault after all ends in a retry and not in a message aside.
    """
    return any(_is_storing(oorzaak) for oorzaak in _oorzaken(fout))


def _is_storing(fout: BaseException) -> bool:
    if isinstance(fout, (OSError, StrayCancel)):
        return True
    if getattr(fout, "connection_invalidated", False):
        return True
    if type(fout).__name__ in _NAMEN:
        return True
    return str(getattr(fout, "sqlstate", None) or "").startswith(_VOORBIJGAAND)


def _oorzaken(fout: BaseException) -> Iterator[BaseException]:
    """Walk from the fault to what it wraps, each once."""
    gezien: set[int] = set()
    volgende: BaseException | None = fout
    while volgende is not None and id(volgende) not in gezien:
        gezien.add(id(volgende))
        yield volgende
        volgende = getattr(volgende, "orig", None) or volgende.__cause__
