"""Encryption of what is personal, and keyed hashes to find it again.

Ciphertext: version (1 byte) | key id (2) | nonce (12) | AES-256-GCM ciphertext and tag. The
additional data names table, column and row, so that a ciphertext cannot be moved to another row.
Index: HMAC-SHA256 under a key that is never in the database; a plain hash of a BSN would fall in
minutes (there are 90 million of them).
"""

import base64
import os
import struct
from collections.abc import Iterator

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_VERSIE = b"\x01"
_SLEUTEL_ID = b"\x00\x01"
_KOP = _VERSIE + _SLEUTEL_ID
_NONCE = 12
_VOORRAAD = 64
_PER_NONCE = struct.Struct(f"{_NONCE}s")
SLEUTEL_BYTES = 32


class KluisFout(Exception):  # noqa: N818 - Dutch noun for what went wrong
    """A key is unusable, or a ciphertext was not made with it for this row."""


class _Nonces:
    """Random bytes, each once. Many are fetched together: one by one costs five times as much.

    Safe with threads: to take the next one is one step of the interpreter.
    """

    def __init__(self) -> None:
        self._voorraad: Iterator[tuple[bytes]] = iter(())

    def neem(self) -> bytes:
        for (nonce,) in self._voorraad:
            return nonce
        self._voorraad = _PER_NONCE.iter_unpack(os.urandom(_NONCE * _VOORRAAD))
        return self.neem()

    def vergeet(self) -> None:
        self._voorraad = iter(())


_NONCES = _Nonces()
# A child that goes on with what its parent has in hand would use a nonce twice.
os.register_at_fork(after_in_child=_NONCES.vergeet)


class Kluis:
    """Encrypts and indexes with keys derived from one master key, apart for each compartment."""

    def __init__(self, hoofdsleutel: bytes, *, compartiment: str) -> None:
        if len(hoofdsleutel) != SLEUTEL_BYTES:
            raise KluisFout("De sleutel moet 32 bytes zijn, in base64.")
        self._aes = AESGCM(_afgeleid(hoofdsleutel, f"{compartiment}/inhoud"))
        # The key is worked in once; each hash starts from a copy, in half the time.
        self._index = HMAC(_afgeleid(hoofdsleutel, f"{compartiment}/index"), SHA256())

    def versleutel(self, tekst: bytes, *, voor: bytes) -> bytes:
        """Return the ciphertext of tekst, bound to voor (b'table|column|row')."""
        nonce = _NONCES.neem()
        return _KOP + nonce + self._aes.encrypt(nonce, tekst, voor + _KOP)

    def ontsleutel(self, geheim: bytes, *, voor: bytes) -> bytes:
        """Return the text again. Raises KluisFout for another key, row or damage."""
        if geheim[:3] != _KOP:
            raise KluisFout("Onbekende versie of sleutel.")
        nonce, rest = geheim[3 : 3 + _NONCE], geheim[3 + _NONCE :]
        try:
            return self._aes.decrypt(nonce, rest, voor + _KOP)
        except (InvalidTag, ValueError) as fout:
            raise KluisFout("De inhoud past niet bij deze sleutel of rij.") from fout

    def index(self, soort: str, waarde: str) -> bytes:
        """Return the 32-byte keyed hash by which waarde can be found."""
        hash_ = self._index.copy()
        hash_.update(f"{soort}:{waarde}".encode())
        return hash_.finalize()


def lees_sleutel(tekst: str) -> bytes:
    """Decode a base64 master key. Raises KluisFout, which does not repeat it."""
    try:
        return base64.b64decode(tekst, validate=True)
    except ValueError as fout:  # binascii.Error is one, and so is text that is not ASCII
        raise KluisFout("De sleutel is geen geldige base64.") from fout


def _afgeleid(hoofdsleutel: bytes, label: str) -> bytes:
    return HKDF(SHA256(), SLEUTEL_BYTES, salt=None, info=label.encode()).derive(hoofdsleutel)
