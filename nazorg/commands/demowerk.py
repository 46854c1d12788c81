"""Let the invented colleagues of the demo be at work: who does what, what waits, what sleeps.

Through the same use cases as the buttons. Only on a queue on which nobody did anything yet.
"""

from datetime import timedelta

from nazorg.deps import Deps
from nazorg.kern.klok import vandaag
from nazorg.kern.medewerker import Medewerker, Rol
from nazorg.kern.werkdagen import plus_werkdagen
from nazorg.referentie.personas import load_personas
from nazorg.store import gelezen, wachtrij
from nazorg.store.wachtrij import Filter, Wachtrijrij
from nazorg.usecases.aanmelden import onthoud
from nazorg.usecases.werkvoorraad.doe import HOOGSTENS, Uitvoerder
from nazorg.werkvoorraad.handelingen import Handeling, Lijst, Opdracht

_VOORUIT = timedelta(weeks=8)
# The newest so many are still unread; everybody has seen the others.
_NIEUW = 3


async def leef_in(deps: Deps) -> None:
    """Make everybody known, and let them share the open work among them."""
    dag = vandaag(deps.klok)
    mensen = [
        p for p in load_personas(deps.kennis, op=dag).values() if p.has_rol(Rol.NAZORGCOORDINATOR)
    ]
    for persoon in mensen:
        await onthoud(persoon, store=deps.store, klok=deps.klok)
    for persoon in mensen:
        taken = await _open(deps, persoon)
        if any(t.eigenaar or t.lijst is not Lijst.DOEN for t in taken):
            continue
        oud = sorted(taken, key=lambda t: t.ontstaan_op)[: max(0, len(taken) - _NIEUW)]
        async with deps.store.open_voor(persoon) as tx:
            await gelezen.mark(tx, [t.id for t in oud], wie=persoon.id, nu=deps.klok.nu())
    for persoon in mensen:
        await _verdeel(deps, persoon, mensen)


async def _open(deps: Deps, persoon: Medewerker) -> list[Wachtrijrij]:
    vraag = Filter(gemeenten=persoon.gemeenten, uiterlijk_tot=vandaag(deps.klok) + _VOORUIT)
    async with deps.store.open_voor(persoon) as tx:
        return await wachtrij.find_open(tx, vraag, aantal=200)


async def _verdeel(deps: Deps, persoon: Medewerker, mensen: list[Medewerker]) -> None:
    """Take some work, leave some waiting and some asleep; what is shared stays for the next."""
    taken = await _open(deps, persoon)
    if any(t.eigenaar == persoon.id for t in taken):
        return
    vrij = [t for t in taken if not t.eigenaar and t.lijst is Lijst.DOEN]
    samen = sum(set(m.gemeenten) >= set(persoon.gemeenten) for m in mensen)
    mijn = vrij[:: max(2, samen)]
    dag, doet = vandaag(deps.klok), Uitvoerder(persoon, deps.store, deps.klok, "demo")
    await _doe(doet, Opdracht(soort=Handeling.TOEGEWEZEN, eigenaar=persoon.id), mijn)
    herinner, tot = plus_werkdagen(dag, 3), plus_werkdagen(dag, 5)
    wacht = Opdracht(soort=Handeling.WACHT, wacht_op="pi", tot=herinner)
    slaap = Opdracht(soort=Handeling.SLUIMERT, tot=tot, bij_wijziging=True)
    await _doe(doet, wacht, mijn[2::5])
    await _doe(doet, slaap, mijn[4::5])


async def _doe(wie: Uitvoerder, opdracht: Opdracht, taken: list[Wachtrijrij]) -> None:
    if taken:
        await wie.doe(opdracht, {t.id: None for t in taken[:HOOGSTENS]})
