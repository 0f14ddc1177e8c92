"""The modules of the bench that are tested, each by itself: others have names that tests use too."""

import importlib.util
import sys
from pathlib import Path

from house.repository import ROOT

BENCH = ROOT / "bench"


def load(name: str, file: Path) -> None:
    inside = [str(file.parent)] if file.name == "__init__.py" else None
    spec = importlib.util.spec_from_file_location(name, file, submodule_search_locations=inside)
    sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(sys.modules[name])


load("corpus", BENCH / "corpus" / "__init__.py")
load("scoring", BENCH / "scoring.py")
load("patterns", BENCH / "rivals" / "patterns.py")
