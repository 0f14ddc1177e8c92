"""The errors of this room (the tree stands in the room's docstring)."""


class SealError(Exception):
    """Something about keys or sealed values does not hold."""


class KeyRingError(SealError):
    """The key ring cannot be read, or has no key of the name asked for."""


class Shredded(SealError):
    """The data key of this record was destroyed, so that its sealed fields can never be opened again."""


class Broken(SealError):
    """A sealed value does not open: it stands in the wrong place, under the wrong key, or was changed."""
