"""Every account is in exactly one known bin, and stands for another only as its duplicate."""

from workstation.desk.check.rule import Rows
from workstation.method.bins import AVOID_KEYS, BIN_KEYS

_KNOWN, _AVOIDED = (", ".join(f"'{key}'" for key in keys) for keys in (BIN_KEYS, AVOID_KEYS))
_LAST_MOVE = (
    "(SELECT outcome FROM activities WHERE account_id = accounts.id "
    f"AND kind = 'bin' AND outcome IN ({_KNOWN}) ORDER BY happened_at DESC, id DESC LIMIT 1)"
)

KNOWN_BIN = Rows(
    "bin",
    "accounts in no known bin",
    "accounts",
    f"bin NOT IN ({_KNOWN})",
    "is in the bin “{bin}”, which there is not",
    {"bin": "bin"},
    {
        "bin": (
            f"CASE WHEN bin NOT LIKE 'avoid%' THEN coalesce({_LAST_MOVE}, 'cold') "
            f"WHEN {_LAST_MOVE} IN ({_AVOIDED}) THEN {_LAST_MOVE} ELSE 'avoid.bad_fit' END"
        ),
        "bin_reason": "coalesce(bin_reason || '; ', '') || 'was in “' || bin || '”'",
    },
    repair="Each goes to the bin it was moved to last, or to Cold; avoided ones stay avoided.",
)

DUPLICATE = Rows(
    "duplicate",
    "accounts that stand for another and are no duplicates",
    "accounts",
    "duplicate_of_id IS NOT NULL AND bin <> 'avoid.duplicate'",
    "is said to be a duplicate, and is in the bin “{bin}”",
    {"bin": "bin"},
    {"duplicate_of_id": "NULL"},
    repair="The bin holds, and the link to the other account goes.",
)
