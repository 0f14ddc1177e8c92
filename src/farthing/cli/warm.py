"""`farthing warm`: compile the kernel of `find` beforehand."""

from __future__ import annotations

from farthing.cli.inputs import warn


def warm() -> None:
    """Compile the kernel that searches large inputs, so that no search has to wait for it.

    Done once after installing; the result is kept beside the package, or in the user's cache folder where
    that cannot be written (NUMBA_CACHE_DIR names another place).
    """
    from farthing import coins

    if not coins.warm():
        warn("numba, the kernel's compiler, is not installed: everything works without it, only slower")
        raise SystemExit(1)
