"""Copy what the screens use from node_modules into nazorg/web/static/vendor.

Run by hand after a change of package.json, and by CI to prove that the committed copy is what the
pinned packages give: `npm ci --ignore-scripts && python deploy/vendor.py && git diff --exit-code`.
Production needs no node: the wheel carries the result.
"""

import hashlib
import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NODE_MODULES = ROOT / "node_modules"
OUT = ROOT / "nazorg" / "web" / "static" / "vendor"

# The order is the cascade order inside @layer nlds.
STYLESHEETS = (
    ("@nl-design-system-candidate/skip-link-css", "dist/skip-link.css"),
    ("@nl-design-system-candidate/button-css", "dist/button.css"),
    ("@nl-design-system-candidate/link-css", "dist/link.css"),
    ("@nl-design-system-candidate/data-badge-css", "dist/data-badge.css"),
    ("@nl-design-system-candidate/number-badge-css", "dist/number-badge.css"),
    ("@utrecht/alert-css", "dist/index.css"),
    ("@utrecht/form-label-css", "dist/index.css"),
    ("@utrecht/textbox-css", "dist/index.css"),
    ("@utrecht/select-css", "dist/index.css"),
)
FONT_PACKAGE = "@fontsource-variable/source-sans-3"
FONTS = tuple(
    f"files/source-sans-3-{subset}-wght-normal.woff2" for subset in ("latin", "latin-ext")
)
ICON_PACKAGE = "@tabler/icons"
ICONS = (
    "alert-triangle",
    "arrow-back-up",
    "ban",
    "bookmark",
    "calendar-event",
    "cash",
    "check",
    "chevron-down",
    "chevron-right",
    "circle-check",
    "clock",
    "command",
    "copy",
    "door-enter",
    "door-exit",
    "dots",
    "download",
    "eye",
    "file-text",
    "flag-3",
    "history",
    "home",
    "hourglass",
    "id",
    "inbox",
    "keyboard",
    "lock",
    "logout",
    "mail",
    "phone",
    "plug-connected",
    "printer",
    "receipt-euro",
    "refresh",
    "search",
    "shield-lock",
    "stethoscope",
    "transfer-in",
    "urgent",
    "user",
    "user-check",
    "users",
    "x",
    "zzz",
)


@dataclass(frozen=True, slots=True)
class Copied:
    """One package and the files of it that are in the product."""

    package: str
    files: tuple[str, ...]

    def entry(self) -> dict[str, object]:
        home = NODE_MODULES / self.package
        meta = json.loads((home / "package.json").read_text(encoding="utf-8"))
        return {
            "package": self.package,
            "version": meta["version"],
            "license": meta["license"],
            "files": {name: _sha256(home / name) for name in sorted(self.files)},
        }


def _sha256(path: Path) -> str:
    return "sha256-" + hashlib.sha256(path.read_bytes()).hexdigest()


def _read(package: str, name: str) -> str:
    return (NODE_MODULES / package / name).read_text(encoding="utf-8")


def _write(name: str, text: str) -> None:
    target = OUT / name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8", newline="\n")


def vendor_styles() -> list[Copied]:
    """Put every stylesheet whole in one file, in a layer that our own CSS comes after."""
    parts = []
    for package, name in STYLESHEETS:
        # Source maps are not shipped, so a reference to one is a 404 in the browser's tools.
        css = re.sub(r"/\*# sourceMappingURL=.*?\*/", "", _read(package, name)).strip()
        parts.append(f"/* {package} */\n{css}")
    _write("nlds.css", "@layer nlds {\n" + "\n".join(parts) + "\n}\n")
    return [Copied(package, (name,)) for package, name in STYLESHEETS]


def vendor_htmx() -> Copied:
    script = _read("htmx.org", "dist/htmx.min.js")
    _write("htmx.min.js", re.sub(r"//# sourceMappingURL=.*", "", script).rstrip() + "\n")
    return Copied("htmx.org", ("dist/htmx.min.js",))


def vendor_fonts() -> Copied:
    """Copy fonts as published: the name 'Source' is reserved, so never cut or convert."""
    target = OUT / "fonts"
    target.mkdir(parents=True)
    for name in FONTS:
        shutil.copyfile(NODE_MODULES / FONT_PACKAGE / name, target / Path(name).name)
    return Copied(FONT_PACKAGE, FONTS)


def _symbol(name: str) -> str:
    svg = re.search(
        r"<svg[^>]*>(.*)</svg>", _read(ICON_PACKAGE, f"icons/outline/{name}.svg"), re.DOTALL
    )
    if svg is None:
        raise ValueError(f"icon {name} is not an svg")
    shape = " ".join(svg.group(1).split())
    return (
        f'<symbol id="{name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" '
        f'stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round">{shape}</symbol>'
    )


def vendor_icons() -> Copied:
    symbols = "\n".join(_symbol(name) for name in ICONS)
    _write("icons.svg", f'<svg xmlns="http://www.w3.org/2000/svg">\n{symbols}\n</svg>\n')
    return Copied(ICON_PACKAGE, tuple(f"icons/outline/{name}.svg" for name in ICONS))


def vendor_license(package: str) -> None:
    for name in ("LICENSE.md", "LICENSE"):
        source = NODE_MODULES / package / name
        if source.exists():
            _write(
                f"licenses/{package.lstrip('@').replace('/', '__')}.txt", source.read_text("utf-8")
            )
            return
    raise FileNotFoundError(f"{package} has no licence file, so it cannot be shipped")


def main() -> None:
    if not NODE_MODULES.is_dir():
        raise SystemExit("node_modules is missing: run `npm ci --ignore-scripts` first.")
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    copied = [*vendor_styles(), vendor_htmx(), vendor_fonts(), vendor_icons()]
    for one in copied:
        vendor_license(one.package)
    manifest = [one.entry() for one in sorted(copied, key=lambda one: one.package)]
    _write("MANIFEST.json", json.dumps(manifest, indent=2) + "\n")
    print(f"{len(copied)} packages in {OUT.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
