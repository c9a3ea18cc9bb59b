"""Puts the playbook files of a whole export where the rep's own lie; nothing is written over."""

from typing import TYPE_CHECKING

from workstation.exchange.bundle import Bundle
from workstation.exchange.whole_file import whole_file

if TYPE_CHECKING:
    from workstation.desk.desk import Desk

_INSIDE = "playbook/"
_MOST = 4 << 20


def put_playbook(desk: "Desk", bundle: Bundle) -> tuple[str, ...]:
    """Write the files that are not there yet, read the playbook again; return what to know.

    A file that is there and says something else is left as it is.
    """
    folder = desk.own_playbook
    names = [name for name in bundle.names if name.startswith(_INSIDE)]
    names = [name for name in names if name.lower().endswith((".yaml", ".yml"))]
    if not names:
        return ()
    if folder is None:
        return ("Its playbook was left out: there is no folder for one here.",)
    put, kept, failed = 0, [], ""
    for name in names:
        path = folder / name.removeprefix(_INSIDE)
        with bundle.open(name) as file:
            content = file.read(_MOST)
        try:
            if path.exists():
                if path.read_bytes() != content:
                    kept.append(path.name)
                continue
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with whole_file(path) as out:
                out.write(content)
            put += 1
        except OSError as error:
            failed = f"The playbook cannot be written ({error.strerror or error})."
    said = []
    if put:
        desk.reload_playbook()
        files = "file" if put == 1 else "files"
        said.append(f"{put} playbook {files} put into {folder}.")
    if kept:
        said.append(f"Your own {', '.join(kept)} differs from the one that came: yours stays.")
    return tuple(said + ([failed] if failed else []))
