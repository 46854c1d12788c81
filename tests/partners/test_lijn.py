"""The line itself: limits, rest, retries, tokens, certificates, traces, and what is never in it."""

import asyncio
import ssl
from datetime import timedelta
from pathlib import Path

import pytest

from nazorg.integrations.lijn.afspraak import Tokenafspraak, maak_tls
from nazorg.integrations.lijn.breker import NA_FOUTEN, Breker, Budget
from nazorg.integrations.lijn.lijn import Partnerlijn
from nazorg.kern.klok import SysteemKlok, vandaag
from nazorg.kern.medewerker import Doel
from nazorg.kern.partner import Partner, Partnerreden, PartnerRefused, PartnerUnavailable
from nazorg.simulatie.certificaten import Autoriteit
from nazorg.simulatie.feiten import Wereld
from nazorg.simulatie.schakelaars import Gedrag
from nazorg.simulatie.server import Simulator
from tests.factories import BSN_DAAN
from tests.klok import VasteKlok
from tests.partners.conftest import MaakLijn
from tests.partners.lijnen import maak_afspraak, maak_client, maak_vraag


class _Tik:
    def __init__(self) -> None:
        self.nu = 100.0

    def __call__(self) -> float:
        return self.nu


def test_after_a_row_of_faults_a_partner_rests_and_then_one_call_tries_the_door() -> None:
    tik = _Tik()
    breker = Breker(tik=tik)
    for _ in range(NA_FOUTEN):
        assert breker.begin()
        breker.mislukte()

    assert not breker.begin()
    tik.nu += 1.0
    assert breker.begin()
    assert not breker.begin()
    breker.mislukte()
    tik.nu += 1.0
    assert not breker.begin()
    tik.nu += 1.0
    assert breker.begin()
    breker.lukte()
    assert breker.begin()
    assert breker.begin()


def test_a_call_that_was_broken_off_does_not_keep_the_door_shut() -> None:
    tik = _Tik()
    breker = Breker(tik=tik)
    for _ in range(NA_FOUTEN):
        breker.mislukte()
    tik.nu += 1.0
    assert breker.begin()

    breker.laat_los()

    assert breker.begin()


def test_rest_that_was_asked_for_is_given_at_once_but_never_for_more_than_an_hour() -> None:
    tik = _Tik()
    breker = Breker(tik=tik)

    breker.mislukte(10_000_000.0)

    assert breker.is_open
    tik.nu += 3_600.0
    assert not breker.is_open


def test_retries_have_a_budget() -> None:
    budget = Budget()

    assert [budget.betaal() for _ in range(11)] == [True] * 10 + [False]
    for _ in range(10):
        budget.verdien()
    assert budget.betaal()


async def test_a_read_that_failed_once_is_tried_again(
    sim: Simulator, maak_lijn: MaakLijn, klok: VasteKlok
) -> None:
    lijn = maak_lijn(maak_afspraak(sim, Partner.ZVH, pogingen=2, seconden=2))
    sim.schakelaars.zet(Gedrag.STORING)
    vraag = asyncio.create_task(maak_client(lijn, klok).vraag(maak_vraag(Partner.ZVH)))
    while not sim.gekregen:  # noqa: ASYNC110 - the simulator has no event for it
        await asyncio.sleep(0.005)
    sim.schakelaars.zet(Gedrag.GOED)

    assert await vraag
    assert lijn.stand.opnieuw == 1


async def test_a_partner_that_rests_is_not_called_at_all(
    sim: Simulator, maak_lijn: MaakLijn, klok: VasteKlok
) -> None:
    lijn = maak_lijn(maak_afspraak(sim, Partner.ZVH))
    bron = maak_client(lijn, klok)
    sim.schakelaars.zet(Gedrag.STORING)
    for _ in range(NA_FOUTEN):
        with pytest.raises(PartnerUnavailable):
            await bron.vraag(maak_vraag(Partner.ZVH))
    eerder = len(sim.gekregen)

    with pytest.raises(PartnerUnavailable) as fout:
        await bron.vraag(maak_vraag(Partner.ZVH))

    assert fout.value.reden is Partnerreden.RUST
    assert (len(sim.gekregen), lijn.ruimte()) == (eerder, 0)


async def test_one_partner_that_hangs_takes_no_place_of_another(
    sim: Simulator, maak_lijn: MaakLijn, klok: VasteKlok
) -> None:
    sim.schakelaars.zet(Gedrag.HANGT, "brp")
    brp = maak_client(maak_lijn(maak_afspraak(sim, Partner.BRP, tegelijk=3)), klok)
    zvh = maak_client(maak_lijn(maak_afspraak(sim, Partner.ZVH)), klok)
    hangend = [asyncio.create_task(brp.vraag(maak_vraag(Partner.BRP))) for _ in range(10)]

    for _ in range(20):
        assert await zvh.vraag(maak_vraag(Partner.ZVH))

    assert not any(taak.done() for taak in hangend)
    assert len([g for g in sim.gekregen if g.partner == "brp"]) <= 3
    for taak in hangend:
        taak.cancel()
    await asyncio.gather(*hangend, return_exceptions=True)


async def test_a_token_is_fetched_once_and_a_withdrawn_one_is_replaced(
    sim: Simulator, maak_lijn: MaakLijn, klok: VasteKlok
) -> None:
    sim.schakelaars.eis_token = True
    token = Tokenafspraak(url=f"{sim.basis}/oauth/token", client_id="nazorg", geheim="proef")
    bron = maak_client(maak_lijn(maak_afspraak(sim, Partner.ZVH, token=token)), klok)

    for _ in range(3):
        assert await bron.vraag(maak_vraag(Partner.ZVH))
    eerste = {g.headers["authorization"] for g in sim.gekregen}
    sim.trek_tokens_in()
    assert await bron.vraag(maak_vraag(Partner.ZVH))

    assert len(eerste) == 1
    assert sim.gekregen[-1].headers["authorization"] not in eerste


async def test_who_gives_tokens_hears_nothing_of_what_was_agreed_with_the_partner(
    sim: Simulator, maak_lijn: MaakLijn, klok: VasteKlok
) -> None:
    token = Tokenafspraak(url=f"{sim.basis}/oauth/token", client_id="nazorg", geheim="proef")
    afspraak = maak_afspraak(
        sim, Partner.ZVH, token=token, headers={"x-gebruiker": "nazorg", "Fsc-Grant-Hash": "proef"}
    )
    bron = maak_client(maak_lijn(afspraak), klok)

    assert await bron.vraag(maak_vraag(Partner.ZVH))

    (gevraagd,) = sim.tokenvragen
    assert gevraagd["content-type"] == "application/x-www-form-urlencoded"
    assert gevraagd["accept"] == "application/json"
    assert not {"x-gebruiker", "fsc-grant-hash", "traceparent"} & gevraagd.keys()


async def test_without_a_token_nobody_gets_in_and_that_is_our_fault_not_that_of_the_question(
    sim: Simulator, maak_lijn: MaakLijn, klok: VasteKlok
) -> None:
    sim.schakelaars.eis_token = True
    bron = maak_client(maak_lijn(maak_afspraak(sim, Partner.ZVH)), klok)

    with pytest.raises(PartnerUnavailable) as fout:
        await bron.vraag(maak_vraag(Partner.ZVH))

    assert fout.value.reden is Partnerreden.GEEN_TOEGANG


async def test_a_certificate_that_is_over_or_unknown_is_no_way_in(
    tmp_path: Path, maak_lijn: MaakLijn, klok: VasteKlok
) -> None:
    nu = SysteemKlok().nu()
    ca = Autoriteit(tmp_path, nu=nu)
    goed, over = ca.maak("goed"), ca.maak("over", geldig=timedelta(days=-1))
    wereld = Wereld(lambda: vandaag(klok))
    vertrouwd = maak_tls(ca=str(ca.ca))
    uitkomsten: list[Partnerreden | None] = []
    for cert, tls in ((goed, vertrouwd), (over, vertrouwd), (goed, maak_tls())):
        sim = Simulator(wereld, klok, tls=ca.server_tls(cert))
        await sim.start()
        bron = maak_client(maak_lijn(maak_afspraak(sim, Partner.BRP, tls=tls, seconden=3)), klok)
        try:
            await bron.vraag(maak_vraag(Partner.BRP))
            uitkomsten.append(None)
        except PartnerUnavailable as fout:
            uitkomsten.append(fout.reden)
        await sim.stop()

    assert uitkomsten == [None, Partnerreden.CERTIFICAAT, Partnerreden.CERTIFICAAT]


async def test_with_mutual_tls_we_show_who_we_are(
    tmp_path: Path, maak_lijn: MaakLijn, klok: VasteKlok
) -> None:
    ca = Autoriteit(tmp_path, nu=SysteemKlok().nu())
    wij = ca.maak("nazorg")
    sim = Simulator(
        Wereld(lambda: vandaag(klok)), klok, tls=ca.server_tls(ca.maak("zvh"), eis_client=True)
    )
    await sim.start()
    met = maak_tls(ca=str(ca.ca), certificaat=str(wij.pad), sleutel=str(wij.sleutel))
    zonder = maak_tls(ca=str(ca.ca))

    bron = maak_client(maak_lijn(maak_afspraak(sim, Partner.BRP, tls=met, seconden=3)), klok)
    assert await bron.vraag(maak_vraag(Partner.BRP))
    bron = maak_client(maak_lijn(maak_afspraak(sim, Partner.BRP, tls=zonder, seconden=3)), klok)
    with pytest.raises(PartnerUnavailable):
        await bron.vraag(maak_vraag(Partner.BRP))
    await sim.stop()


def test_only_tls_from_1_2_on() -> None:
    assert maak_tls().minimum_version is ssl.TLSVersion.TLSv1_2
    assert maak_tls().verify_mode is ssl.CERT_REQUIRED


@pytest.mark.parametrize("partner", Partner)
async def test_l28_no_bsn_in_an_address_or_a_header(
    partner: Partner, sim: Simulator, maak_lijn: MaakLijn, klok: VasteKlok
) -> None:
    bron = maak_client(maak_lijn(maak_afspraak(sim, partner)), klok)
    vraag = maak_vraag(partner)

    await bron.vraag(vraag)

    (gekregen,) = sim.gekregen
    assert BSN_DAAN not in gekregen.pad
    assert BSN_DAAN not in str(gekregen.headers)
    assert BSN_DAAN in str(gekregen.inhoud)
    assert gekregen.headers["traceparent"][3:35] == vraag.kenmerk.replace("-", "")


async def test_headers_of_the_agreement_go_along_with_those_of_the_purpose(
    sim: Simulator, maak_lijn: MaakLijn, klok: VasteKlok
) -> None:
    afspraak = maak_afspraak(
        sim,
        Partner.BRP,
        headers={"x-gebruiker": "nazorg", "Fsc-Grant-Hash": "proef"},
        per_doel={Doel.RE_INTEGRATIE: {"x-doelbinding": "BRPACT-Nazorg"}},
    )
    bron = maak_client(maak_lijn(afspraak), klok)

    await bron.vraag(maak_vraag(Partner.BRP))
    with pytest.raises(PartnerRefused):
        await bron.vraag(maak_vraag(Partner.BRP, doel=Doel.OPENBARE_ORDE))

    (gekregen,) = sim.gekregen
    assert gekregen.headers["x-doelbinding"] == "BRPACT-Nazorg"
    assert gekregen.headers["x-gebruiker"] == "nazorg"
    assert gekregen.headers["fsc-grant-hash"] == "proef"


async def test_no_proxy_and_no_cookie_from_outside(
    sim: Simulator, klok: VasteKlok, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    lijn = Partnerlijn(maak_afspraak(sim, Partner.ZVH), klok)

    assert await maak_client(lijn, klok).vraag(maak_vraag(Partner.ZVH))
    await lijn.sluit()
