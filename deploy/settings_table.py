"""Write the table of settings in README.md from nazorg/settings.py, where they are defined.

Use: python deploy/settings_table.py           print the table
     python deploy/settings_table.py --write   put it in README.md between its two markers
"""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from pydantic import SecretStr
from pydantic.fields import FieldInfo

from nazorg.settings import Settings

README = Path(__file__).resolve().parent.parent / "README.md"
BEGIN = "<!-- settings:begin -->"
END = "<!-- settings:end -->"


def make_table() -> str:
    """Return the table as Markdown, a row per setting, in the order of the code.

    What stands in a file of its own comes last.
    """
    return "\n".join(_rows())


def _rows() -> Iterator[str]:
    prefix = str(Settings.model_config.get("env_prefix", ""))
    yield "| Setting | Default | What it does (Dutch, as the operator sees it) |"
    yield "|---|---|---|"
    own = Settings.__annotations__
    fields = sorted(Settings.model_fields.items(), key=lambda one: one[0] not in own)
    for name, field in fields:
        text = (field.description or "").replace("|", "\\|")
        yield f"| `{prefix}{name.upper()}` | {_default(field)} | {text} |"


def _default(field: FieldInfo) -> str:
    """Return the default as one would write it in the environment."""
    value = field.default
    if field.default_factory is not None:
        return "computed"  # at the start; the text around the table says how
    if value is None:
        return "-"
    if isinstance(value, SecretStr):
        raise TypeError("a secret has no default")
    if isinstance(value, tuple):
        return f"`{json.dumps(value)}`"
    return f"`{value}`"


def put_in(text: str, table: str) -> str:
    """Return text with the table between its markers. Raises ValueError when one is missing."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"no {BEGIN} ... {END}")
    return f"{before}{BEGIN}\n{table}\n{END}{after}"


def main(words: Sequence[str]) -> int:
    """Print the table, or write it into README.md."""
    if list(words) == ["--write"]:
        README.write_text(
            put_in(README.read_text(encoding="utf-8"), make_table()), encoding="utf-8"
        )
    elif words:
        print(__doc__, file=sys.stderr)
        return 2
    else:
        print(make_table())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
