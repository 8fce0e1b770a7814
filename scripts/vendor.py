"""Fetch the front-end files we serve ourselves, from their npm packages, and write down what they are.

    python scripts/vendor.py

Uses ``npm pack`` alone: a package is downloaded and unpacked, none of its scripts is ever run (the font's package would
start a telemetry daemon). Writes sada/web/static/vendor/: htmx, IBM Plex Sans Arabic, one sprite of the icons named in
scripts/icons.txt, their licences and VERSIONS.md. The result is committed, so building or running Sada needs no npm.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENDOR = HERE.parent / "sada" / "web" / "static" / "vendor"
WEIGHTS = {"Regular": 400, "Medium": 500, "SemiBold": 600, "Bold": 700}


@dataclass(frozen=True, slots=True)
class Package:
    """One npm package: exact version, its licence and the name of its licence file."""

    name: str
    version: str
    licence: str
    licence_file: str
    what: str


HTMX = Package("htmx.org", "2.0.10", "0BSD", "LICENSE", "htmx.min.js")
PLEX = Package("@ibm/plex-sans-arabic", "1.1.0", "OFL-1.1", "LICENSE.txt", "IBM Plex Sans Arabic, four weights, WOFF2")
ICONS = Package("heroicons", "2.2.0", "MIT", "LICENSE", "icons.svg, a sprite of the outline icons we use")


def unpacked(package: Package) -> dict[str, bytes]:
    """The files of one package by their path inside it, without running anything of it."""
    npm = shutil.which("npm")
    if npm is None:
        sys.exit("npm is needed to fetch the vendored files; running Sada does not need it.")
    with tempfile.TemporaryDirectory() as folder:
        spec = f"{package.name}@{package.version}"
        command = [npm, "pack", "--silent", "--ignore-scripts", spec]
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.PIPE)  # noqa: S603
        archive = next(Path(folder).glob("*.tgz")).read_bytes()
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        return {m.name.removeprefix("package/"): f.read() for m in tar if (f := tar.extractfile(m)) is not None}


def write(path: str, content: bytes) -> None:
    """Write one vendored file below the vendor folder."""
    target = VENDOR / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)


def sprite(files: dict[str, bytes], names: list[str]) -> bytes:
    """One SVG holding each named outline icon as a <symbol> whose id is its name."""
    symbols = []
    for name in names:
        svg = files[f"24/outline/{name}.svg"].decode()
        inside = re.sub(r"\s+", " ", svg[svg.index(">") + 1 : svg.rindex("</svg>")]).strip()
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24">{inside}</symbol>')
    return ('<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n").encode()


def icon_names() -> list[str]:
    """The icons the screens use, one a line in scripts/icons.txt."""
    lines = (HERE / "icons.txt").read_text(encoding="utf-8").splitlines()
    return sorted({line.strip() for line in lines if line.strip() and not line.startswith("#")})


def versions() -> bytes:
    """The table of what is vendored, in Markdown."""
    rows = [f"| {p.name} | {p.version} | {p.licence} | {p.what} |" for p in (HTMX, PLEX, ICONS)]
    head = "# Vendored front-end files\n\nWritten by `scripts/vendor.py`; do not edit by hand.\n\n"
    return (head + "| npm package | version | licence | what |\n|---|---|---|---|\n" + "\n".join(rows) + "\n").encode()


def main() -> None:
    """Fetch everything anew."""
    htmx, plex, icons = unpacked(HTMX), unpacked(PLEX), unpacked(ICONS)
    write("htmx/htmx.min.js", htmx["dist/htmx.min.js"])
    write("htmx/LICENSE", htmx[HTMX.licence_file])
    for name, weight in WEIGHTS.items():
        write(f"plex/plex-arabic-{weight}.woff2", plex[f"fonts/complete/woff2/IBMPlexSansArabic-{name}.woff2"])
    write("plex/LICENSE.txt", plex[PLEX.licence_file])
    write("icons/icons.svg", sprite(icons, icon_names()))
    write("icons/LICENSE", icons[ICONS.licence_file])
    write("VERSIONS.md", versions())


if __name__ == "__main__":
    main()
