"""Static files of one release: sheets and scripts joined, all compressed and immutable."""

import gzip
import hashlib
import os
import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import brotli
from flask import Flask
from whitenoise import WhiteNoise

from uplift_pwa.web import headers, scripts

STATIC = Path(__file__).resolve().parents[2] / "static"
# What one request brings: `app` is on every page, the others are added by the pages that need
# them. The cascade's order is the layers' own, so a new file needs a folder and nothing else.
SHEETS = {
    "app": ("layers", "tokens", "base", "layout", "components/*", "scene", "motion"),
    "desk": ("desk/*",),
    "gate": ("gate/*",),
    "huddle": ("huddle/*",),
    "wall": ("wall/*",),
}
COMPRESSIBLE = {".css", ".js", ".mjs", ".svg", ".json", ".webmanifest", ".txt"}


@dataclass(frozen=True, slots=True)
class Release:
    """What this version of the files is called, and where they lie ready to be sent."""

    digest: str
    folder: Path

    def url(self, path: str) -> str:
        """The address of a file, say `css/app.css`; raises KeyError if it is not there."""
        if not (self.folder / path).is_file():
            raise KeyError(f"no static file {path}")
        return f"/static/{self.digest}/{path}"


def init(app: Flask, data: Path, plain_http: bool) -> None:
    """Publish the files, serve them past Flask, and let templates ask for `asset(path)`."""
    release = publish(STATIC, data / "static")
    app.config["RELEASE"] = release
    app.jinja_env.globals["asset"] = release.url
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=str(release.folder),
        prefix=f"static/{release.digest}/",
        immutable_file_test=lambda _path, _url: True,
        add_headers_function=headers.for_files(plain_http),
        allow_all_origins=False,
    )


def publish(source: Path, target: Path) -> Release:
    """Copy, join and compress `source` once per version; several processes may race."""
    files = sorted(path for path in source.rglob("*") if path.is_file())
    digest = _digest(source, files)
    folder = target / digest
    if not folder.is_dir():
        target.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(dir=target))
        _write(source, files, draft)
        try:
            os.rename(draft, folder)
        except OSError:  # another process was quicker, with the same files
            shutil.rmtree(draft)
    return Release(digest, folder)


def joined(source: Path, sheet: str) -> str:
    """The files of one sheet of `SHEETS` as one, without comments and indentation."""
    parts = []
    for pattern in SHEETS[sheet]:
        parts += [path.read_text() for path in sorted((source / "css").glob(f"{pattern}.css"))]
    text = re.sub(r"/\*.*?\*/", "", "\n".join(parts), flags=re.DOTALL)
    text = re.sub(r"\s+", " ", text)
    return re.sub(r"\s*([{};,])\s*", r"\1", text).strip() + "\n"


def _digest(source: Path, files: list[Path]) -> str:
    found = hashlib.blake2b(digest_size=6)
    for maker in (__file__, scripts.__file__):
        found.update(Path(maker).read_bytes())
    for path in files:
        found.update(str(path.relative_to(source)).encode())
        found.update(path.read_bytes())
    return found.hexdigest()


def _write(source: Path, files: list[Path], draft: Path) -> None:
    made = {f"css/{sheet}.css": joined(source, sheet) for sheet in SHEETS}
    made |= scripts.sent(source)
    parts = scripts.sources(source)
    for path in files:
        name = path.relative_to(source).as_posix()
        if not name.startswith(("css/", "sw/")) and name not in parts:
            _put(draft / name, path.read_bytes())
    for name, text in made.items():
        _put(draft / name, text.encode())
    draft.chmod(0o755)


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    if path.suffix in COMPRESSIBLE:
        compressed: dict[str, Any] = {
            ".br": brotli.compress(data),
            ".gz": gzip.compress(data, mtime=0),
        }
        for suffix, smaller in compressed.items():
            path.with_name(path.name + suffix).write_bytes(smaller)
