"""Which sheets a workbook has, so that somebody can say which one is to come in."""

from pathlib import Path

from workstation.desk.errors import DeskError
from workstation.exchange.table import TableError


def sheets(path: Path) -> list[str]:
    """Return the names of the sheets people see in a workbook, none for any other file.

    Raises:
        DeskError: the file cannot be read.
    """
    from workstation.exchange.files import opened
    from workstation.exchange.signature import ZIP

    try:
        with opened(path) as file:
            if not file.read(len(ZIP)).startswith(ZIP):
                return []
        from workstation.exchange.workbook import visible_sheets

        return visible_sheets(path)
    except OSError as error:
        raise DeskError(f"{path.name} cannot be read ({error.strerror or error}).") from error
    except TableError as error:
        raise DeskError(str(error)) from error
