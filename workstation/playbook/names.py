"""The files of a playbook, by name."""

FILES = (
    "bins.yaml",
    "outcomes.yaml",
    "measures.yaml",
    "goals.yaml",
    "dashboard.yaml",
    "queue.yaml",
    "hours.yaml",
    "limits.yaml",
    "preparation.yaml",
    "openers.yaml",
    "objections.yaml",
    "stories.yaml",
    "buyer.yaml",
    "emails.yaml",
    "signals.yaml",
    "profiles.yaml",
    "targets.yaml",
)
"""The files of a playbook folder; in its folders there are more."""

FLOWS, CADENCES = FOLDERS = ("flows/", "cadences/")
"""The folders of a playbook, which hold one file each for a flow and for a cadence."""


def flow_file(key: str) -> str:
    """Return the file of a flow: "flows/qualification.yaml"."""
    return f"{FLOWS}{key}.yaml"


def cadence_file(key: str) -> str:
    """Return the file of a cadence: "cadences/new_lead.yaml"."""
    return f"{CADENCES}{key}.yaml"
