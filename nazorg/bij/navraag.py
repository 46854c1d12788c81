"""Why a question to a partner has no answer, in so far as that lies with us and not with them."""

from enum import StrEnum


class Navraagreden(StrEnum):
    """Beside what can happen on the line (`Partnerreden`). Of most of these nothing was asked."""

    GEEN_GRONDSLAG = "geen_grondslag"
    GEEN_BSN = "geen_bsn"
    NIET_AANGESLOTEN = "niet_aangesloten"
    MELDING_WEG = "melding_weg"
    MELDING_WEG_NA_VRAAG = "melding_weg_na_vraag"
    VERBODEN_TEKST = "verboden_tekst"
