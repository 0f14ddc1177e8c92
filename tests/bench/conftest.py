"""The bench's package of the corpus, by itself: its other modules have names that the tests use too."""

import importlib.util
import sys

from house.repository import ROOT

_PLACE = ROOT / "bench" / "corpus"
_SPEC = importlib.util.spec_from_file_location(
    "corpus", _PLACE / "__init__.py", submodule_search_locations=[str(_PLACE)]
)
sys.modules["corpus"] = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(sys.modules["corpus"])
