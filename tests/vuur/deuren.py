"""The doors of nazorg as a sender meets them, for inputs that no decent client would send."""

import asyncio
import gzip
import hashlib
import json
import random
import re
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol

import httpx2
import msgspec

from tests.e2e.kafka import Topic
from tests.e2e.systeem import Proces, Systeem, tot, vrije_poort
from tests.factories import BRON
from tests.kafka.broken_header import send_broken_header
from tests.kafka.producer import open_producer
from tests.vuur.mutaties import Invoer, zijn_van_ons
from tests.vuur.proefstand import maak_topic

_TOKEN = "token-of-the-fuzzer"
_TELLER = re.compile(r'nazorg_berichten_total\{.*uitkomst="(\w+)"\} ([0-9.e+]+)')


@dataclass
class Telling:
    """What was sent, and what the door says became of it. geweigerd: refused and not kept."""

    verstuurd: int = 0
    uitkomsten: Counter[str] = field(default_factory=Counter)
    geweigerd: Counter[str] = field(default_factory=Counter)
    mis: list[str] = field(default_factory=list)


class Deur(Protocol):
    async def stuur(self, invoer: Sequence[Invoer]) -> None:
        """Send these, in order."""
        ...

    async def sluit(self) -> Telling:
        """Wait until all of it is handled, and end the process that did."""
        ...


# ---- HTTP


class HttpDeur:
    """Raw requests on a socket, so that headers may be what no library lets through."""

    def __init__(self, proces: Proces, poort: int, pad: str, zaad: int) -> None:
        self._proces, self._poort, self._pad = proces, poort, pad
        self._r = random.Random(zaad)
        self.telling = Telling()

    async def stuur(self, invoer: Sequence[Invoer]) -> None:
        for begin in range(0, len(invoer), 4):
            await asyncio.gather(*(self._een(i) for i in invoer[begin : begin + 4]))

    async def _een(self, invoer: Invoer) -> None:
        lijf, koppen, aantal = self._vorm(invoer)
        self.telling.verstuurd += aantal
        try:
            async with asyncio.timeout(30):
                status, tekst = await self._vraag(lijf, koppen)
        except (OSError, TimeoutError, ValueError, asyncio.IncompleteReadError) as fout:
            if _is_geen_http(koppen):
                # Never came to us: the server hangs up at such a header, sometimes unheard.
                self.telling.geweigerd["verbroken"] += aantal
                return
            self.telling.mis.append(f"{invoer.nummer}: geen antwoord ({type(fout).__name__})")
            return
        if status >= 500 or zijn_van_ons(tekst):
            self.telling.mis.append(f"{invoer.nummer}: status {status}, {zijn_van_ons(tekst)}")
        self._tel(status, tekst, aantal)

    def _vorm(self, invoer: Invoer) -> tuple[bytes, list[tuple[bytes, bytes]], int]:
        """Return the body, the headers, and how many messages that are."""
        lijf, aantal = invoer.inhoud, 1
        koppen = [
            (naam.replace("ce_", "ce-", 1).encode(), waarde)
            for naam, waarde in invoer.koppen
            if waarde is not None
        ]
        if invoer.is_goed:
            return lijf, koppen, 1
        worp = self._r.random()
        if worp < 0.05:
            lijf = b"[" + lijf + b',{"id":"in de batch"},1]'
            koppen = [(b"content-type", b"application/cloudevents-batch+json")]
            aantal = _aantal(lijf)
        elif worp < 0.12:
            lijf = gzip.compress(lijf)
            koppen.append((b"content-encoding", b"gzip"))
            if worp < 0.09:
                lijf = self._r.choice([lijf[:-3], lijf + b"x", lijf * 2, b"geen gzip", b""])
        elif worp < 0.14:
            koppen.append((b"content-encoding", self._r.choice([b"br", b"\xff", b"gzip, gzip"])))
        elif worp < 0.16:
            koppen.append((self._r.choice([b"x y", b"", b"x\x00", b"ce-"]), b"\x01"))
        return lijf, koppen, aantal

    async def _vraag(self, lijf: bytes, koppen: list[tuple[bytes, bytes]]) -> tuple[int, str]:
        lezer, schrijver = await asyncio.open_connection("127.0.0.1", self._poort)
        try:
            regels = [f"POST {self._pad} HTTP/1.1".encode(), b"host: proef"]
            regels += [b"authorization: Bearer " + _TOKEN.encode()]
            regels += [b"content-length: " + str(len(lijf)).encode()]
            regels += [naam + b": " + waarde for naam, waarde in koppen]
            schrijver.write(b"\r\n".join(regels) + b"\r\n\r\n" + lijf)
            kop = await lezer.readuntil(b"\r\n\r\n")
            lengte = re.search(rb"(?i)\r\ncontent-length: (\d+)", kop)
            rest = await (lezer.readexactly(int(lengte[1])) if lengte else lezer.read())
        finally:
            schrijver.close()
        return int(kop.split(b" ", 2)[1]), rest.decode(errors="replace")

    def _tel(self, status: int, tekst: str, aantal: int) -> None:
        try:
            inhoud = json.loads(tekst)
        except ValueError:
            inhoud = {}
        uitkomsten = inhoud.get("uitkomsten", [inhoud] if "uitkomst" in inhoud else None)
        if uitkomsten is None:
            self.telling.geweigerd[str(status)] += aantal
            return
        for uitkomst in uitkomsten:
            self.telling.uitkomsten[uitkomst["uitkomst"]] += 1
        if len(uitkomsten) != aantal:
            self.telling.mis.append(f"{aantal} gestuurd, {len(uitkomsten)} uitkomsten")

    async def sluit(self) -> Telling:
        return _eindig(self._proces, self.telling)


@asynccontextmanager
async def open_http(systeem: Systeem, zaad: int, *, bij: bool) -> AsyncIterator[HttpDeur]:
    poort = vrije_poort()
    sha = hashlib.sha256(_TOKEN.encode()).hexdigest()
    wie = [{"naam": "fuzz", "token_sha256": sha, "bronnen": [BRON], "bij": bij}]
    # Without a limit per minute: a long run is about what the door makes of it, not about 429.
    omgeving = {
        "NAZORG_PORT": str(poort),
        "NAZORG_AFZENDERS": json.dumps(wie),
        "NAZORG_AFZENDER_PER_MINUUT": "0",
    }
    proces = systeem.start("serve", omgeving=omgeving)
    await _wacht_op(proces, f"http://127.0.0.1:{poort}/health/ready")
    yield HttpDeur(proces, poort, "/v1/bij/berichten" if bij else "/v1/berichten", zaad)


# ---- Kafka


class KafkaDeur:
    """A topic with one partition, so that what blocks it blocks everything."""

    def __init__(self, proces: Proces, topic: Topic, url: str) -> None:
        self._proces, self._topic, self._url = proces, topic, url
        self.telling = Telling()

    async def stuur(self, invoer: Sequence[Invoer]) -> None:
        self.telling.verstuurd += len(invoer)
        async with open_producer(self._topic.bootstrap, acks="all") as producer:
            for i in invoer:
                # A tombstone is an input too.
                waarde = i.inhoud if i.inhoud != b"null" else None
                await producer.send(self._topic.naam, waarde, key=b"k", headers=i.koppen)
        stuk = [i.inhoud for i in invoer if not i.is_goed][:3]
        if stuk:
            self.telling.verstuurd += len(stuk)
            await send_broken_header(self._topic.bootstrap, self._topic.naam, stuk, broken=1)

    async def sluit(self) -> Telling:
        await self._topic.wacht_tot_gelezen(300, partities=1)
        async with httpx2.AsyncClient() as client:
            cijfers = (await client.get(f"{self._url}/metrics")).text
            stand: dict[str, Any] = (await client.get(f"{self._url}/health/live")).json()
        for uitkomst, aantal in _TELLER.findall(cijfers):
            self.telling.uitkomsten[uitkomst] += int(float(aantal))
        if stand["herstarts"] or stand["apart_gezet_door_fout"]:
            self.telling.mis.append(f"de consumer begon opnieuw of liep vast: {stand}")
        return _eindig(self._proces, self.telling)


@asynccontextmanager
async def open_kafka(systeem: Systeem, zaad: int, *, bij: bool) -> AsyncIterator[KafkaDeur]:
    topic, poort = await maak_topic(1), vrije_poort()
    omgeving = topic.omgeving | {"NAZORG_CONSUMER_PORT": str(poort)}
    if bij:
        omgeving["NAZORG_KAFKA_BIJ_TOPIC"] = topic.naam
    proces = systeem.start("consume", *(["--bij"] if bij else []), omgeving=omgeving)
    await _wacht_op(proces, f"http://127.0.0.1:{poort}/health/ready")
    if bij:
        topic.groep += "-bij"
    yield KafkaDeur(proces, topic, f"http://127.0.0.1:{poort}")


# ---- files


class BestandDeur:
    """Files of lines, plain and packed; some packed ones are broken half-way."""

    def __init__(self, systeem: Systeem, zaad: int) -> None:
        self._systeem, self._r = systeem, random.Random(zaad)
        self._nummer = 0
        self.telling = Telling()

    async def stuur(self, invoer: Sequence[Invoer]) -> None:
        regels = b"\n".join(i.inhoud for i in invoer).split(b"\n")
        lijf = b"\n".join(regels)
        self._nummer += 1
        stuk = self._nummer % 5 == 4
        ingepakt = self._nummer % 2 == 0
        pad = self._systeem.map_ / f"invoer-{self._nummer}.jsonl"
        pad.write_bytes(gzip.compress(lijf) if ingepakt else lijf)
        await self._neem_in(pad, sum(bool(regel.strip()) for regel in regels))
        if stuk:
            await self._probeer_kapot(gzip.compress(lijf))

    async def _neem_in(self, pad: Any, aantal: int) -> None:
        self.telling.verstuurd += aantal
        proces = await asyncio.to_thread(self._systeem.draai, "ingest", str(pad), seconden=300)
        if proces.popen.returncode not in (0, 3):
            self.telling.mis.append(f"ingest eindigde met {proces.popen.returncode}")
        self._tel(proces)

    async def _probeer_kapot(self, pak: bytes) -> None:
        """Offer a packed file that breaks off: what came before the break comes in, again."""
        pad = self._systeem.map_ / "kapot.jsonl.gz"
        pad.write_bytes(pak[: self._r.randrange(20, len(pak))])
        proces = await asyncio.to_thread(self._systeem.draai, "ingest", str(pad), seconden=300)
        if proces.popen.returncode != 1 or "beschadigd of afgebroken" not in proces.fout:
            self.telling.mis.append("een kapot gzip-bestand werd niet gemeld")
        self.telling.verstuurd += self._tel(proces)

    def _tel(self, proces: Proces) -> int:
        gevonden = re.findall(
            r"^(verwerkt|dubbel|genegeerd|apart gezet) +(\d+)$", proces.uit.decode(), re.MULTILINE
        )
        for naam, aantal in gevonden:
            self.telling.uitkomsten[naam.replace(" ", "_")] += int(aantal)
        return sum(int(aantal) for _, aantal in gevonden)

    async def sluit(self) -> Telling:
        return self.telling


@asynccontextmanager
async def open_bestand(systeem: Systeem, zaad: int, *, bij: bool) -> AsyncIterator[BestandDeur]:
    assert not bij, "there is no file door for the mayor"
    yield BestandDeur(systeem, zaad)


def _is_geen_http(koppen: Sequence[tuple[bytes, bytes]]) -> bool:
    """Tell whether a header has a name or a value that HTTP does not know."""
    return any(
        not re.fullmatch(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+", naam)
        or re.search(rb"[\x00-\x08\x0a-\x1f\x7f]", waarde)
        for naam, waarde in koppen
    )


def _aantal(lijst: bytes) -> int:
    """Return how many messages are in a list; what is no list is refused as one."""
    try:
        return len(msgspec.json.decode(lijst, type=list[msgspec.Raw]))
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return 1


def _eindig(proces: Proces, telling: Telling) -> Telling:
    if not proces.draait:
        telling.mis.append("het proces is dood")
    elif proces.stop() != 0:
        telling.mis.append(f"het proces eindigde met {proces.popen.returncode}")
    return telling


async def _wacht_op(proces: Proces, url: str) -> None:
    def klaar() -> bool:
        assert proces.draait, proces.tekst
        try:
            return httpx2.get(url, timeout=2).status_code == 200
        except httpx2.HTTPError:
            return False

    await tot(klaar, 60)
