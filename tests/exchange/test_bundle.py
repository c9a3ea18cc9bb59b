"""A folder or .zip with a manifest: what was there stays until the new one is in its place."""

import json
import zipfile
from pathlib import Path

import pytest

from workstation.exchange.bundle import MANIFEST, BundleError, open_bundle, write_bundle


def write(target: Path, text: bytes = b"one\n") -> None:
    with write_bundle(target) as bundle:
        with bundle.file("a.txt") as file:
            file.write(text)
        bundle.finish({"format": "x"})


def test_a_folder_that_cannot_be_put_in_its_place_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "all"
    write(target)
    moves = Path.rename

    def refused(self: Path, to: Path) -> Path:
        if to == target:
            raise PermissionError(13, "Permission denied")
        return moves(self, to)

    monkeypatch.setattr(Path, "rename", refused)
    with pytest.raises(PermissionError):
        write(target, b"two\n")
    (kept,) = tmp_path.iterdir()
    assert (kept / "a.txt").read_bytes() == b"one\n"
    monkeypatch.undo()
    write(target, b"three\n")
    assert (target / "a.txt").read_bytes() == b"three\n"


def test_a_zip_whose_manifest_is_damaged_is_refused_in_one_sentence(tmp_path: Path) -> None:
    target = tmp_path / "all.zip"
    write(target)
    with zipfile.ZipFile(target) as archive:
        info = archive.getinfo(MANIFEST)
    held = bytearray(target.read_bytes())
    start = info.header_offset + 30 + len(MANIFEST)
    held[start : start + info.compress_size] = b"\xff" * info.compress_size
    target.write_bytes(held)
    said = r"^manifest\.json in all\.zip cannot be read \(.*\)\.$"
    with pytest.raises(BundleError, match=said), open_bundle(target):
        pass


def test_a_manifest_without_end_is_refused_too(tmp_path: Path) -> None:
    target = tmp_path / "all"
    write(target)
    (target / MANIFEST).write_text("[" * 100_000, encoding="utf-8")
    with (
        pytest.raises(BundleError, match=r"The manifest of all cannot be read\."),
        open_bundle(target),
    ):
        pass
    (target / MANIFEST).write_text(json.dumps({"files": []}), encoding="utf-8")
    with pytest.raises(BundleError, match="is no export"), open_bundle(target):
        pass
