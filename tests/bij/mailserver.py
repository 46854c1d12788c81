"""A real mail server on a socket, which a test may switch off or let refuse a receiver."""

import asyncio
import email
import email.policy
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email.message import EmailMessage
from typing import Any

from aiosmtpd.smtp import SMTP

from nazorg.integrations.smtp import Mailserver


class Postvak:
    """Keeps what came in. weigert: addresses that do not exist here. vol: takes nothing now.

    enveloppen: of each mail the return address, and what came over the wire.
    """

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.enveloppen: list[tuple[str, bytes]] = []
        self.retour: str | None = None
        self.weigert: set[str] = set()
        self.is_vol = False
        # When there is one, every mail waits until it opens; so many wait now.
        self.poort: asyncio.Event | None = None
        self.wachten = 0
        self.port = 0

    async def handle_RCPT(  # noqa: N802 - the name that aiosmtpd calls
        self, server: Any, session: Any, envelope: Any, address: str, opties: Any
    ) -> str:
        if self.is_vol:
            return "451 try again later"
        if address in self.weigert:
            return "550 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if self.poort is not None:
            self.wachten += 1
            await self.poort.wait()
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        self.enveloppen.append((envelope.mail_from, envelope.content))
        return "250 OK"

    @property
    def server(self) -> Mailserver:
        return Mailserver(
            host="127.0.0.1",
            port=self.port,
            afzender="nazorg@voorbeeld.nl",
            tls="uit",
            retour=self.retour,
        )


@asynccontextmanager
async def open_postvak() -> AsyncIterator[Postvak]:
    postvak = Postvak()
    async with open_smtp(postvak) as postvak.port:
        yield postvak


@asynccontextmanager
async def open_smtp(handler: Any) -> AsyncIterator[int]:
    """Run a mail server with this handler; yield its port."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(handler, hostname="mail.test"), "127.0.0.1", 0)
    yield int(server.sockets[0].getsockname()[1])
    server.close()
    await server.wait_closed()
