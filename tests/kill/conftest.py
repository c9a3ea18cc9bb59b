"""Where the kills can be practised at all."""

import os

collect_ignore_glob = ["test_*"] if os.name == "nt" else []
"""Windows has neither process groups nor ptys; nothing here is imported there."""
