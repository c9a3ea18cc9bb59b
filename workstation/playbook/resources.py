"""Where the files that come with the program are: in a wheel or in a checkout."""

from pathlib import Path


def share_folder() -> Path:
    """Return the folder that holds `data` and `themes`."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "_share"
    return inside if inside.is_dir() else package.parent


def playbook_folder() -> Path:
    """Return the folder of the default playbook."""
    return share_folder() / "data" / "playbook"


def themes_folder() -> Path:
    """Return the folder of the themes."""
    return share_folder() / "themes"


def demo_folder() -> Path:
    """Return the folder of what the demo company is made from."""
    return share_folder() / "data" / "demo"
