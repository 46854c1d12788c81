"""Where a dossier lies, and every reason for a person to look at that."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nazorg.detenties.routering import Kaart, Route, RouteReden, bepaal_route
from nazorg.kern.gemeente import ONBEKEND, RNI, Gemeente, Gemeenten
from tests.detenties.meldingen import GELDERMALSEN, KAART, WEST_BETUWE
from tests.factories import BUREN, GRONINGEN, NIJMEGEN, TIEL

VERSCHILT, HERINDEELD = RouteReden.VERSCHILT, RouteReden.HERINDEELD
ZONDER_ADRES, BUITEN = RouteReden.ONBEKEND, RouteReden.BUITEN_GEBIED


def route(brp: str | None, vestiging: str | None = None, ontvanger: str = TIEL) -> Route:
    return bepaal_route(brp=brp, vestiging=vestiging, ontvanger=ontvanger, kaart=KAART)


@pytest.mark.parametrize(
    ("brp", "vestiging", "ontvanger", "gemeente", "redenen"),
    [
        # No doubt at all.
        (TIEL, None, TIEL, TIEL, ()),
        (TIEL, TIEL, TIEL, TIEL, ()),
        (BUREN, None, TIEL, BUREN, ()),
        (TIEL, ONBEKEND, TIEL, TIEL, ()),
        # Settlement elsewhere.
        (TIEL, BUREN, TIEL, TIEL, (VERSCHILT,)),
        (TIEL, GRONINGEN, TIEL, TIEL, (VERSCHILT,)),
        # No address.
        (None, None, TIEL, TIEL, (ZONDER_ADRES,)),
        (ONBEKEND, None, TIEL, TIEL, (ZONDER_ADRES,)),
        ("9876", None, TIEL, TIEL, (ZONDER_ADRES,)),
        (None, BUREN, TIEL, TIEL, (ZONDER_ADRES, VERSCHILT)),
        (RNI, None, TIEL, TIEL, (RouteReden.RNI,)),
        (RNI, BUREN, TIEL, TIEL, (RouteReden.RNI, VERSCHILT)),
        # An address in a gemeente that is gone.
        (GELDERMALSEN, None, TIEL, WEST_BETUWE, (HERINDEELD,)),
        (GELDERMALSEN, WEST_BETUWE, TIEL, WEST_BETUWE, (HERINDEELD,)),
        (WEST_BETUWE, GELDERMALSEN, TIEL, WEST_BETUWE, ()),
        (GELDERMALSEN, BUREN, TIEL, WEST_BETUWE, (HERINDEELD, VERSCHILT)),
        # An address where nobody works with this product.
        (GRONINGEN, None, TIEL, TIEL, (BUITEN,)),
        (GRONINGEN, BUREN, TIEL, TIEL, (BUITEN, VERSCHILT)),
        (GRONINGEN, BUREN, NIJMEGEN, BUREN, (BUITEN, VERSCHILT)),
        # The receiver is brought to today, too; and is the last resort.
        (None, None, GELDERMALSEN, WEST_BETUWE, (ZONDER_ADRES,)),
        (ONBEKEND, TIEL, NIJMEGEN, TIEL, (ZONDER_ADRES, VERSCHILT)),
        (None, None, NIJMEGEN, NIJMEGEN, (ZONDER_ADRES,)),
        (GRONINGEN, None, NIJMEGEN, GRONINGEN, (BUITEN,)),
        (None, None, "9876", "9876", (ZONDER_ADRES,)),
    ],
)
def test_a_route_has_a_place_and_every_reason_to_doubt_it(
    brp: str | None,
    vestiging: str | None,
    ontvanger: str,
    gemeente: str,
    redenen: tuple[RouteReden, ...],
) -> None:
    uit = route(brp, vestiging, ontvanger)

    assert (uit.gemeente, uit.redenen) == (gemeente, tuple(sorted(redenen)))


def test_a_route_tells_the_codes_of_today_and_none_for_what_is_nowhere() -> None:
    assert (route(GELDERMALSEN, TIEL).brp, route(GELDERMALSEN, TIEL).vestiging) == (
        WEST_BETUWE,
        TIEL,
    )
    assert (route(RNI, ONBEKEND).brp, route(RNI, ONBEKEND).vestiging) == (None, None)


def test_a_gemeente_that_ended_without_a_successor_is_an_unknown_address() -> None:
    weg = Gemeenten([Gemeente("1001", "Weg", einde=KAART.op), *KAART.gemeenten])

    def op(dag: date) -> tuple[RouteReden, ...]:
        kaart = replace(KAART, gemeenten=weg, op=dag, aangesloten=frozenset({"1001", TIEL}))
        return bepaal_route(brp="1001", vestiging=None, ontvanger=TIEL, kaart=kaart).redenen

    assert op(KAART.op) == (ZONDER_ADRES,)
    assert op(KAART.op - timedelta(days=1)) == ()


def test_a_chain_of_successors_is_one_reason_and_the_day_decides_how_far_it_goes() -> None:
    rijen = [
        Gemeente("1001", "Klein", einde=date(2010, 1, 1), opvolger="1002"),
        Gemeente("1002", "Groter", einde=date(2020, 1, 1), opvolger="1003"),
        Gemeente("1003", "Grootst"),
    ]

    def op(dag: date) -> tuple[str, tuple[RouteReden, ...]]:
        kaart = Kaart(Gemeenten(rijen), dag, frozenset({"1001", "1002", "1003"}))
        uit = bepaal_route(brp="1001", vestiging=None, ontvanger="1003", kaart=kaart)
        return uit.gemeente, uit.redenen

    assert op(date(2009, 12, 31)) == ("1001", ())
    assert op(date(2010, 1, 1)) == ("1002", (HERINDEELD,))
    assert op(date(2020, 1, 1)) == ("1003", (HERINDEELD,))


CODES = st.sampled_from(
    [ONBEKEND, RNI, TIEL, BUREN, NIJMEGEN, GRONINGEN, GELDERMALSEN, WEST_BETUWE, "9876"]
)
KAARTEN = st.builds(
    replace,
    st.just(KAART),
    aangesloten=st.frozensets(st.sampled_from([TIEL, BUREN, NIJMEGEN, GRONINGEN, WEST_BETUWE])),
)


@given(brp=st.none() | CODES, vestiging=st.none() | CODES, ontvanger=CODES, kaart=KAARTEN)
def test_a_dossier_lies_where_somebody_sees_it_whenever_there_is_such_a_place(
    brp: str | None, vestiging: str | None, ontvanger: str, kaart: Kaart
) -> None:
    uit = bepaal_route(brp=brp, vestiging=vestiging, ontvanger=ontvanger, kaart=kaart)

    nu = [kaart.huidige(c) for c in (brp, ontvanger, vestiging)]
    zichtbaar = [c for c in nu if c in kaart.aangesloten]
    assert not zichtbaar or uit.gemeente == zichtbaar[0]
    assert uit.gemeente in (*nu, ontvanger)


@given(brp=st.none() | CODES, vestiging=st.none() | CODES, ontvanger=CODES, kaart=KAARTEN)
def test_a_dossier_lies_elsewhere_than_the_address_only_with_a_reason(
    brp: str | None, vestiging: str | None, ontvanger: str, kaart: Kaart
) -> None:
    uit = bepaal_route(brp=brp, vestiging=vestiging, ontvanger=ontvanger, kaart=kaart)

    assert uit.redenen or uit.gemeente == uit.brp == brp
    adres = {RouteReden.RNI, ZONDER_ADRES, HERINDEELD}
    assert len(adres & set(uit.redenen)) <= 1
