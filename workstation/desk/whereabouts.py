"""Whether the file lies where SQLite cannot keep it safe: a synced folder or a network disk."""

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workstation.desk.desk import Desk

_NETWORK = frozenset(
    "9p afpfs afs ceph cifs davfs drvfs glusterfs lustre ncpfs nfs nfs4 prl_fs smb3 smbfs vboxsf "
    "vmhgfs webdav".split()
)
"""Kinds of disk that are another machine's, or the host's of a virtual machine."""

_NETWORK_FUSE = frozenset(
    "curlftpfs davfs2 glusterfs gvfsd-fuse rclone s3fs sshfs vmhgfs-fuse".split()
)

_BY_NAME = (
    (re.compile(r"dropbox( \(.+\))?", re.IGNORECASE), "Dropbox"),
    (re.compile(r"onedrive([ -].+)?", re.IGNORECASE), "OneDrive"),
    (re.compile(r"(google ?drive(-.+| \(.+\))?|my drive|drivefs)", re.IGNORECASE), "Google Drive"),
    (re.compile(r"(icloud ?drive(-.+)?|com~apple~clouddocs|mobile documents)", re.IGNORECASE),
     "iCloud"),
    (re.compile(r"nextcloud\d*", re.IGNORECASE), "Nextcloud"),
    (re.compile(r"owncloud\d*", re.IGNORECASE), "ownCloud"),
    (re.compile(r"(box sync|box-box)", re.IGNORECASE), "Box"),
    (re.compile(r"pcloud ?drive", re.IGNORECASE), "pCloud"),
    (re.compile(r"mega(sync)?( downloads)?", re.IGNORECASE), "MEGA"),
    (re.compile(r"seafile", re.IGNORECASE), "Seafile"),
)  # fmt: skip

_MARKERS = (
    (".dropbox", "Dropbox"),
    (".dropbox.cache", "Dropbox"),
    (".tmp.driveupload", "Google Drive"),
    (".nextcloudsync.log", "Nextcloud"),
    (".owncloudsync.log", "ownCloud"),
    (".stfolder", "Syncthing"),
)
"""What these programs leave in the top folder of those they keep in step."""

_OCTAL = re.compile(r"\\([0-7]{3})")
_MAC_MOUNT = re.compile(r".+ on (?P<at>/.*) \((?P<kind>\w+)[,)]")


def placed(desk: "Desk") -> Iterator[str]:
    """Yield what ``ill_placed`` says of a desk's file, unless the rep does not want to hear it."""
    if desk.settings.get("place_warning") == "on" and (said := ill_placed(desk.store.path)):
        yield said


def ill_placed(path: Path, *, mounts: str | None = None) -> str | None:
    """Say in a sentence why the file's place endangers it and what to do, None when it does not.

    ``mounts`` are the disks in use as ``/proc/mounts`` or the ``mount`` command of macOS lists
    them; those of this machine unless given.
    """
    there = path.absolute()
    if kind := _network(there, _mounts(there) if mounts is None else mounts):
        return (
            f"{there} lies on a network disk ({kind}), where SQLite's locks and write-ahead log do "
            "not work, so that work can be lost: keep it on a disk of this machine with --db or "
            "WORKSTATION_DB. 'workstation settings place_warning off' ends this."
        )
    if who := _synced(there):
        return (
            f"{there} lies in a folder that {who} keeps in step, which can put another copy in its "
            "place while you work: keep it in another folder with --db or WORKSTATION_DB. "
            "'workstation settings place_warning off' ends this."
        )
    return None


def _synced(path: Path) -> str | None:
    """Name the program that keeps one of the folders above a file in step, None for none."""
    for folder in dict.fromkeys((*path.parents, *path.resolve().parents)):
        for pattern, who in _BY_NAME:
            if pattern.fullmatch(folder.name):
                return who
        for name, who in _MARKERS:
            if _marks(os.path.join(folder, name), name):  # noqa: PTH118 - a tenth of the time
                return who
    return None


def _marks(place: str, name: str) -> bool:
    """Say whether a marker is there; Dropbox's own settings are a folder of that name at home."""
    return os.path.isfile(place) if name == ".dropbox" else os.path.exists(place)  # noqa: PTH110, PTH113


def _network(path: Path, mounts: str) -> str | None:
    """Return the kind of network disk a file lies on, None when it is one of this machine."""
    if path.drive.startswith("\\\\"):
        return "a share of Windows"
    found, kind = "", ""
    for at, each in _listed(mounts):
        inside = at == "/" or f"{path}/".startswith(f"{at.rstrip('/')}/")
        # The later of two at the same place lies on top.
        if inside and len(at) >= len(found):
            found, kind = at, each
    fuse = kind.removeprefix("fuse.")
    if kind in _NETWORK or (fuse != kind and fuse in _NETWORK_FUSE | _NETWORK):
        return fuse
    return None


def _listed(mounts: str) -> Iterator[tuple[str, str]]:
    for line in mounts.splitlines():
        if found := _MAC_MOUNT.match(line):
            yield found["at"], found["kind"]
        elif len(words := line.split(" ")) > 3:
            yield _OCTAL.sub(lambda code: chr(int(code[1], 8)), words[1]), words[2]


def _mounts(path: Path) -> str:
    """Return the disks in use; on macOS only where another machine's would be, as it takes long."""
    system: str = sys.platform
    try:
        if system == "linux":
            return Path("/proc/mounts").read_text(encoding="utf-8", errors="surrogateescape")
        if system == "darwin" and path.parts[1:2] in (("Volumes",), ("Network",)):
            import subprocess

            return subprocess.run(
                ["/sbin/mount"], capture_output=True, text=True, check=False
            ).stdout
    except (OSError, ValueError):
        pass
    return ""
