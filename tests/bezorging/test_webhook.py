"""A webhook to a real server that has its bad days; and addresses where we do not go."""

import time
from uuid import UUID

import asyncpg
import pytest

from nazorg.berichten.bezorging import Antwoord, Bezorgreden, Zending
from nazorg.deps import Deps
from nazorg.integrations.webhook import Webhook, is_openbaar
from tests.bezorging.conftest import abonneer, bezorg, maak_bezorger, schrijf, standen
from tests.bezorging.ontvanger import Antwoordt, Ontvanger, klopt_handtekening
from tests.klok import VasteKlok

A, B = UUID(int=1), UUID(int=2)
ZENDING = Zending(UUID(int=7), A, b'{"id":"7","data":{"dossierId":"a"}}')


def naar(url: str, klok: VasteKlok, *, seconden: float = 5.0, intern: bool = True) -> Webhook:
    return Webhook(url, b"g" * 32, nu=klok.nu, seconden=seconden, ook_intern=intern)


async def stuur(url: str, klok: VasteKlok, *, seconden: float = 5.0) -> Antwoord:
    webhook = naar(url, klok, seconden=seconden)
    try:
        return await webhook.verzend(ZENDING)
    finally:
        await webhook.sluit()


async def test_a_receiver_can_verify_who_sent_it_and_that_nothing_was_changed(
    deps: Deps, ontvanger: Ontvanger, klok: VasteKlok
) -> None:
    geheim = await abonneer(deps, ontvanger.url)
    (id_,) = await schrijf(deps, A)

    await bezorg(maak_bezorger(deps))

    (gekregen,) = ontvanger.gekregen
    assert gekregen.headers["content-type"] == "application/cloudevents+json; charset=utf-8"
    assert gekregen.headers["host"] == f"127.0.0.1:{ontvanger.poort}"
    assert gekregen.headers["webhook-id"] == gekregen.event["id"] == str(id_)
    nu = int(klok.nu().timestamp())
    assert klopt_handtekening(gekregen, geheim, nu=nu)
    assert not klopt_handtekening(gekregen, "whsec_" + "A" * 44, nu=nu)
    assert not klopt_handtekening(gekregen, geheim, nu=nu + 301)


@pytest.mark.parametrize(
    ("antwoord", "verwacht"),
    [
        (Antwoordt(200), Antwoord(None, 200)),
        (Antwoordt(204), Antwoord(None, 204)),
        (Antwoordt(301, (("Location", "/elders"),)), Antwoord(Bezorgreden.DOORVERWEZEN, 301)),
        (Antwoordt(400), Antwoord(Bezorgreden.NIET_AANGENOMEN, 400)),
        (Antwoordt(401), Antwoord(Bezorgreden.NIET_AANGENOMEN, 401)),
        (
            Antwoordt(404, (("Retry-After", "90"),)),
            Antwoord(Bezorgreden.NIET_AANGENOMEN, 404, 90.0),
        ),
        (Antwoordt(408), Antwoord(Bezorgreden.GEEN_ANTWOORD, 408)),
        (Antwoordt(410), Antwoord(Bezorgreden.WEG, 410)),
        (Antwoordt(429, (("Retry-After", "120"),)), Antwoord(Bezorgreden.DRUK, 429, 120.0)),
        (Antwoordt(429, (("Retry-After", "morgen"),)), Antwoord(Bezorgreden.DRUK, 429)),
        (
            Antwoordt(503, (("Retry-After", "Mon, 23 Nov 2026 08:01:00 GMT"),)),
            Antwoord(Bezorgreden.STORING, 503, 60.0),
        ),
        (Antwoordt(500), Antwoord(Bezorgreden.STORING, 500)),
        (Antwoordt(200, zonder_einde=True), Antwoord(None, 200)),
        (Antwoordt(hangt_op=True), Antwoord(Bezorgreden.GEEN_VERBINDING)),
    ],
    ids=str,
)
async def test_every_answer_means_one_thing(
    antwoord: Antwoordt, verwacht: Antwoord, ontvanger: Ontvanger, klok: VasteKlok
) -> None:
    ontvanger.gepland.append(antwoord)

    begin = time.monotonic()

    assert await stuur(ontvanger.url, klok) == verwacht
    assert time.monotonic() - begin < 3
    assert len(ontvanger.gekregen) == 1, "a redirect is not followed, nothing is tried twice"


async def test_who_does_not_answer_in_time_is_not_waited_for(
    ontvanger: Ontvanger, klok: VasteKlok
) -> None:
    ontvanger.altijd = Antwoordt(wacht_s=2)

    begin = time.monotonic()

    assert (await stuur(ontvanger.url, klok, seconden=0.3)).reden is Bezorgreden.GEEN_ANTWOORD
    assert time.monotonic() - begin < 1.5


async def test_who_is_down_gets_it_when_back(
    deps: Deps, ontvanger: Ontvanger, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    await abonneer(deps, ontvanger.url)
    ids = await schrijf(deps, A, 2)
    bezorger = maak_bezorger(deps)
    await ontvanger.stop()
    await bezorg(bezorger)
    assert await standen(eigenaar) == ["wacht", "te_verzenden"]

    await ontvanger.start()
    klok.verder(seconds=6)
    await bezorg(bezorger)

    assert ontvanger.ids == [str(i) for i in ids]
    assert await standen(eigenaar) == ["verzonden", "verzonden"]


async def test_an_answer_500_and_then_ok_is_one_event_twice_under_one_id(
    deps: Deps, ontvanger: Ontvanger, klok: VasteKlok
) -> None:
    await abonneer(deps, ontvanger.url)
    (id_,) = await schrijf(deps, A)
    ontvanger.gepland.append(Antwoordt(500))
    bezorger = maak_bezorger(deps)

    await bezorg(bezorger)
    klok.verder(seconds=6)
    await bezorg(bezorger)

    assert ontvanger.ids == [str(id_)] * 2
    assert ontvanger.gekregen[0].lijf == ontvanger.gekregen[1].lijf


async def test_who_asks_for_patience_gets_it(
    deps: Deps, ontvanger: Ontvanger, klok: VasteKlok
) -> None:
    await abonneer(deps, ontvanger.url)
    await schrijf(deps, A)
    await schrijf(deps, B)
    ontvanger.altijd = Antwoordt(429, (("Retry-After", "600"),))
    bezorger = maak_bezorger(deps, tegelijk=1)

    await bezorg(bezorger)
    klok.verder(seconds=590)
    await bezorg(bezorger)
    assert len(ontvanger.gekregen) == 1, "the other dossier waits too: it asked for rest"
    ontvanger.altijd = Antwoordt()
    klok.verder(seconds=20)
    await bezorg(bezorger)

    assert len(ontvanger.gekregen) == 3


async def test_410_stops_the_subscription_and_says_so(
    deps: Deps, ontvanger: Ontvanger, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    await abonneer(deps, ontvanger.url)
    await schrijf(deps, A, 3)
    ontvanger.altijd = Antwoordt(410)
    bezorger = maak_bezorger(deps)

    await bezorg(bezorger)
    await schrijf(deps, B)
    await bezorg(bezorger)

    assert len(ontvanger.gekregen) == 1
    redenen = await eigenaar.fetch("select stand, reden from nazorg.bezorging order by volgnr")
    assert [tuple(r) for r in redenen] == [
        ("dood", "weg"),
        ("dood", "abonnement_gestopt"),
        ("dood", "abonnement_gestopt"),
    ]
    stand = await eigenaar.fetchrow("select actief, gestopt_door from nazorg.abonnement")
    assert tuple(stand) == (False, "ontvanger")


async def test_one_event_that_is_refused_costs_no_other_dossier_its_turn(
    deps: Deps, ontvanger: Ontvanger, eigenaar: asyncpg.Connection
) -> None:
    await abonneer(deps, ontvanger.url)
    await schrijf(deps, A)
    await schrijf(deps, B)
    ontvanger.per_dossier[str(A)] = Antwoordt(422)

    await bezorg(maak_bezorger(deps))

    assert await standen(eigenaar) == ["wacht", "verzonden"]


async def test_a_slow_receiver_gets_no_more_at_once_than_agreed_and_holds_up_no_other(
    deps: Deps, ontvanger: Ontvanger, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    ander = Ontvanger()
    await ander.start()
    await abonneer(deps, ontvanger.url, "traag")
    await abonneer(deps, ander.url, "vlot")
    ontvanger.altijd = Antwoordt(wacht_s=0.2)
    for n in range(8):
        await schrijf(deps, UUID(int=n + 1))

    await bezorg(maak_bezorger(deps, tegelijk=2))

    assert ontvanger.meest_tegelijk == 2
    assert len(ontvanger.gekregen) == len(ander.gekregen) == 8
    assert ontvanger.verbindingen == 2, "connections are used again"
    await ander.stop()


@pytest.mark.parametrize(
    "adres",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1%eth0",
        "fd00::1",
        "ff02::1",
        "::ffff:10.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::a00:1",
        "2002:a00:1::",
    ],
)
async def test_into_an_inner_network_we_do_not_go(
    adres: str, klok: VasteKlok, ontvanger: Ontvanger
) -> None:
    async def adressen(host: str, poort: int) -> list[str]:
        return ["93.184.216.34", adres]

    webhook = Webhook(
        ontvanger.url, b"g" * 32, nu=klok.nu, seconden=1, ook_intern=False, adressen=adressen
    )

    assert not is_openbaar(adres)
    assert (await webhook.verzend(ZENDING)).reden is Bezorgreden.ADRES_GEWEIGERD
    assert ontvanger.gekregen == []
    await webhook.sluit()


async def test_the_call_goes_to_the_address_that_was_judged_under_the_name_that_was_given(
    klok: VasteKlok, ontvanger: Ontvanger
) -> None:
    gevraagd: list[tuple[str, int]] = []

    async def adressen(host: str, poort: int) -> list[str]:
        gevraagd.append((host, poort))
        return ["127.0.0.1"]

    url = f"http://partner.example:{ontvanger.poort}/in?x=1"
    webhook = Webhook(url, b"g" * 32, nu=klok.nu, seconden=2, ook_intern=True, adressen=adressen)
    assert await webhook.verzend(ZENDING) == Antwoord(None, 204)

    assert gevraagd == [("partner.example", ontvanger.poort)]
    assert ontvanger.gekregen[0].headers["host"] == f"partner.example:{ontvanger.poort}"
    assert ontvanger.gekregen[0].pad == "/in?x=1"
    await webhook.sluit()


def test_addresses_on_the_internet_are_fine() -> None:
    assert is_openbaar("93.184.216.34")
    assert is_openbaar("2a00:1450:400e:80c::200e")
