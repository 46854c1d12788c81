"""Everything that the OpenAPI document promises, tried by a machine over real HTTP.

Bounded here. By hand, with all that it can think of (some minutes): leave `phases.coverage` out of
schemathesis.toml and run this file.
"""

import asyncio
import json
import socket
import sys
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette

from nazorg.contract.openapi import openapi
from tests.browser.conftest import draai

_TOML = Path(__file__).with_name("schemathesis.toml")
_OPDRACHT = Path(sys.executable).with_name("schemathesis")


async def _probeer(basis: str, wortel: Path, verslag: Path) -> str:
    proces = await asyncio.create_subprocess_exec(
        *(_OPDRACHT, "--config-file", str(_TOML), "run", f"{basis}/v1/openapi.json"),
        *("--report", "json", "--report-json-path", str(verslag)),
        cwd=verslag.parent,
        env={"PYTHONPATH": str(wortel)},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    uit, _ = await proces.communicate()
    return uit.decode()


async def test_schemathesis_finds_nothing(site: Starlette, wortel: Path, tmp_path: Path) -> None:
    pad = tmp_path / "verslag.json"
    config = uvicorn.Config(site, log_config=None, access_log=False, ws="none", lifespan="off")
    with socket.socket() as luisteraar:
        luisteraar.bind(("127.0.0.1", 0))
        basis = f"http://127.0.0.1:{luisteraar.getsockname()[1]}"
        async with draai(uvicorn.Server(config), luisteraar):
            uit = await _probeer(basis, wortel, pad)

    assert pad.exists(), uit
    verslag: dict[str, Any] = json.loads(pad.read_text(encoding="utf-8"))
    assert (verslag["failures"], verslag["errors"]) == ([], []), uit
    assert verslag["exit_code"] == 0, uit
    # The address of the document itself is not tried again.
    assert verslag["operations"]["tested"] == len(openapi()["paths"]) - 1
    assert verslag["test_cases"]["generated"] >= 300
