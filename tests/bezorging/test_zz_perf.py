import time, asyncio
from uuid import UUID
import pytest
from tests.bezorging.conftest import Topic, maak_bezorger, bezorg
from nazorg.berichten.bezorging import Antwoord, Bezorgreden
VUL = """insert into nazorg.outbox (id,type,subject,aangemaakt_op,inhoud)
 select gen_random_uuid(),'nl.nazorg.dossier-gewijzigd.v1', lpad((n % $2)::text,32,'0')::uuid, '2026-11-23T07:00Z', '{"dossierId":"x"}' from generate_series(1,$1::int) n"""
async def test_snel(deps, eigenaar):
    await eigenaar.execute(VUL, 10000, 2000)
    t=Topic(); b=maak_bezorger(deps,kafka=t)
    s=time.perf_counter(); await bezorg(b); e=time.perf_counter()-s
    print("drain 10000 over 2000 dossiers", len(t.gekregen), round(e,2), round(10000/e))
async def test_geblokkeerd(deps, eigenaar, klok):
    await eigenaar.execute(VUL, 200000, 100)
    t=Topic(antwoord=Antwoord(Bezorgreden.EIGEN_FOUT)); b=maak_bezorger(deps,kafka=t)
    s=time.perf_counter()
    for _ in range(200): await b.ronde()
    if b.onderweg: await asyncio.wait(b.onderweg)
    await b.boek()
    print("200 rounds w/ fan-out", round(time.perf_counter()-s,2), await eigenaar.fetchval("select count(*) from nazorg.bezorging"))
    await eigenaar.execute("analyze nazorg.bezorging")
    print(await eigenaar.fetch("select stand,count(*) from nazorg.bezorging group by 1"))
    s=time.perf_counter(); n=await b.ronde(); print("blocked round", n, round(time.perf_counter()-s,3))
    s=time.perf_counter(); n=await b.ronde(); print("blocked round", n, round(time.perf_counter()-s,3))
