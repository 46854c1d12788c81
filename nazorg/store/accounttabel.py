"""Who may log in: tables account, onbekend_account and inlog_gebruikt, of one compartment.

Both compartments have the same tables, each in its own schema and reached by its own role only.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Literal
from uuid import UUID

from nazorg.kern.inlog import Identiteit
from nazorg.kern.medewerker import Rol
from nazorg.store.transactie import Transactie

# So long an administrator can find who asked for access.
BEWAAR_ONBEKEND = timedelta(days=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One person in one role, from van up to but not including tot; a change is a new row.

    account: by what the rest of the product knows this person. In the BIJ compartment gemeenten and
    regio are empty: there a designation says for which gemeente.
    """

    id: UUID
    account: str
    wie: Identiteit
    naam: str
    functie: str
    rol: Rol
    gemeenten: tuple[str, ...]
    regio: str
    van: date
    tot: date | None

    def is_geldig(self, op: date) -> bool:
        return self.van <= op and (self.tot is None or op < self.tot)


@dataclass(frozen=True, slots=True)
class Accounttabel:
    """The register of one compartment."""

    schema: Literal["nazorg", "bij"]

    @property
    def _kolommen(self) -> str:
        werk = "gemeenten, regio" if self.schema == "nazorg" else "'{}'::text[], ''"
        return f"id, account, issuer, sub, naam, functie, rol, van, tot, {werk}"

    async def insert(self, tx: Transactie, a: Account, *, nu: datetime) -> None:
        namen = "id, account, issuer, sub, naam, functie, rol, van, tot, vastgelegd_op"
        waarden: list[object] = [a.id, a.account, a.wie.issuer, a.wie.sub, a.naam, a.functie]
        waarden += [a.rol.value, a.van, a.tot, nu]
        if self.schema == "nazorg":
            namen += ", gemeenten, regio"
            waarden += [list(a.gemeenten), a.regio]
        plekken = ", ".join(f"${nr}" for nr in range(1, len(waarden) + 1))
        await tx.execute(
            f"insert into {self.schema}.account ({namen}) values ({plekken})", *waarden
        )

    async def find_alle(self, tx: Transactie) -> list[Account]:
        """Return every row, also those that are over, by account and day."""
        rijen = await tx.fetch(
            f"select {self._kolommen} from {self.schema}.account order by account, van, id"
        )
        return [_to_account(r) for r in rijen]

    async def lock(self, tx: Transactie) -> None:
        """Let nobody else write until this transaction ends: what was checked stays true."""
        await tx.execute(f"lock table {self.schema}.account in share row exclusive mode")

    async def find(self, tx: Transactie, wie: Identiteit, *, op: date) -> Account | None:
        """Return what somebody may be on this day."""
        rij = await tx.fetchrow(
            f"""select {self._kolommen} from {self.schema}.account
            where issuer = $1 and sub = $2 and van <= $3 and (tot is null or tot > $3)
            order by van desc, id limit 1""",
            wie.issuer,
            wie.sub,
            op,
        )
        return _to_account(rij) if rij else None

    async def beeindig(self, tx: Transactie, id_: UUID, *, tot: date, nu: datetime) -> None:
        await tx.execute(
            f"update {self.schema}.account set tot = $2, beeindigd_op = $3 where id = $1",
            id_,
            tot,
            nu,
        )

    async def note_onbekend(
        self, tx: Transactie, wie: Identiteit, kenmerk: str, *, nu: datetime
    ) -> str:
        """Remember who asks for access; return under which mark, the old one when there is one."""
        tabel = f"{self.schema}.onbekend_account"
        await tx.execute(f"delete from {tabel} where gezien_op < $1", nu - BEWAAR_ONBEKEND)
        return str(
            await tx.fetchval(
                f"""insert into {tabel} (kenmerk, issuer, sub, gezien_op) values ($1, $2, $3, $4)
                on conflict (issuer, sub) do update set gezien_op = excluded.gezien_op
                returning kenmerk""",
                kenmerk,
                wie.issuer,
                wie.sub,
                nu,
            )
        )

    async def take_onbekend(self, tx: Transactie, kenmerk: str) -> Identiteit | None:
        """Return who was given this mark, and forget it."""
        rij = await tx.fetchrow(
            f"""delete from {self.schema}.onbekend_account where kenmerk = $1
            returning issuer, sub""",
            kenmerk,
        )
        return Identiteit(issuer=rij[0], sub=rij[1]) if rij else None

    async def is_verbruikt(self, tx: Transactie, hash_: bytes) -> bool:
        return bool(
            await tx.fetchval(
                f"select exists (select from {self.schema}.inlog_gebruikt where hash = $1)", hash_
            )
        )

    async def verbruik(
        self, tx: Transactie, hash_: bytes, *, nu: datetime, verloopt_op: datetime
    ) -> bool:
        """Use up an attempt; False when that was done before. Forgets those that are over."""
        tabel = f"{self.schema}.inlog_gebruikt"
        await tx.execute(f"delete from {tabel} where verloopt_op < $1", nu)
        status = await tx.execute(
            f"insert into {tabel} values ($1, $2) on conflict do nothing", hash_, verloopt_op
        )
        return status.endswith(" 1")


def _to_account(rij: Any) -> Account:
    return Account(
        id=rij[0],
        account=rij[1],
        wie=Identiteit(issuer=rij[2], sub=rij[3]),
        naam=rij[4],
        functie=rij[5],
        rol=Rol(rij[6]),
        van=rij[7],
        tot=rij[8],
        gemeenten=tuple(rij[9]),
        regio=rij[10],
    )
