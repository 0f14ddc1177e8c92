"""CRC-16/XMODEM: polynomial 0x1021, no reflection, starting from zero. Stellar and TON use it."""

from __future__ import annotations

import binascii


def xmodem(message: bytes) -> int:
    """The checksum of `message`."""
    return binascii.crc_hqx(message, 0)
