"""Patterns and limits of the wire, once, for the fast reader and for the published schema alike."""

import re

# `$` in Python also matches before a last newline; ECMA's `$` (JSON Schema) does not. The fast
# reader therefore ends its patterns with a look-ahead that means 'really the end'.
_EINDE = r"(?![\s\S])"

DETENTIE_ID = "^[A-Za-z0-9][A-Za-z0-9-]{0,39}$"
BERICHT_ID = "^[!-~]{1,200}$"
CODE_GEMEENTE = "^[0-9]{4}$"
CODE_INRICHTING = "^[A-Z0-9]{2,8}$"
BSN = "^[0-9]{9}$"
SKN = "^[0-9]{4,12}$"
BRON = "^urn:nld:oin:[0-9A-Z]{20}:systeem:[a-z0-9-]{1,60}$"
SEQUENCE = "^[0-9]{1,10}$"
DAG = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"  # published only; the readers parse
# A name has one character that can be seen, and none that a database or a screen trips over:
# control characters (PostgreSQL has no NUL in text) and signs that turn the writing direction.
_ONZICHTBAAR = r"\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069"
NAAM = f"^ *[^ {_ONZICHTBAAR}][^{_ONZICHTBAAR}]*$"

MAX_BERICHT = 64 * 1024  # bytes; NL GOV profile for CloudEvents, size limits
MAX_NAAM = 200
MAX_VOORVOEGSEL = 20
MAX_LIJST = 10
MAX_SOORTEN = 50
MAX_AANTAL = 2**31 - 1
EERSTE_JAAR, LAATSTE_JAAR = 1900, 2100  # of a day or a moment; far dates overflow further on

GRONDSLAG = "pbw-18a"


def strict(patroon: str) -> str:
    """Return patroon with a real end, for Python's re."""
    return patroon.removesuffix("$") + _EINDE


IS_BRON = re.compile(strict(BRON))
