"""Where the real inputs lie that are not part of the project, for the tests that use them."""

from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "datasets"

needed = pytest.mark.skipif(not FOLDER.is_dir(), reason="the data sets are not on this machine")
