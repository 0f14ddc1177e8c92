"""How addresses are written, from the sources alone: the encoders that the corpus is made with.

None of Farthing's own codecs is used, so that an error in them is found and not repeated: base58, the
residue of bech32 and Keccak come from the packages `base58`, `bech32` and `eth-hash`, the rest is written
here. Every function takes the random numbers to write and gives one address of the main network.
"""

import base64
import binascii
import hashlib
from random import Random

import base58
import bech32
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from eth_hash.auto import keccak

RIPPLE = base58.XRP_ALPHABET
BECH32, BECH32M = 1, 0x2BC830A3
_FIELD = 2**256 - 2**32 - 977  # of secp256k1
_ORDER = 2**256 - 0x14551231950B75FC4402DA1732FC9BEBF
_CASH_GENERATOR = (0x98F2BC8E61, 0x79B76D99E2, 0xF33E5FB3C4, 0xAE2EABE2A8, 0x1E4F43E470)


def base58_check(payload: bytes, alphabet: bytes = base58.BITCOIN_ALPHABET) -> str:
    return base58.b58encode_check(payload, alphabet=alphabet).decode()


def x_address(random: Random) -> str:
    """XLS-5d: two prefix bytes, the account, whether there is a tag, and the tag in 8 bytes."""
    tag = random.choice((b"\0" * 9, b"\1" + random.randbytes(4) + bytes(4)))
    return base58_check(b"\x05\x44" + random.randbytes(20) + tag, RIPPLE)


def symbols(payload: bytes) -> list[int]:
    return bech32.convertbits(payload, 8, 5)


def in_bech32(hrp: str, data: list[int], constant: int = BECH32) -> str:
    residue = bech32.bech32_polymod([*bech32.bech32_hrp_expand(hrp), *data, *[0] * 6]) ^ constant
    checksum = [residue >> 5 * (5 - i) & 31 for i in range(6)]
    return f"{hrp}1{letters(data + checksum)}"


def letters(data: list[int]) -> str:
    return "".join(bech32.CHARSET[symbol] for symbol in data)


def segwit(hrp: str, version: int, program: bytes) -> str:
    return in_bech32(hrp, [version, *symbols(program)], BECH32M if version else BECH32)


def point(random: Random) -> bytes:
    """A public key on secp256k1: some x for which x³ + 7 is a square."""
    while True:
        x = random.randrange(_FIELD)
        if pow((pow(x, 3, _FIELD) + 7) % _FIELD, (_FIELD - 1) // 2, _FIELD) == 1:
            return bytes([random.choice((2, 3))]) + x.to_bytes(32, "big")


def two_keys(random: Random, hrp: str, constant: int) -> str:
    """Version 0 and two public keys: silent payments, and Litecoin's extension blocks."""
    return in_bech32(hrp, [0, *symbols(point(random) + point(random))], constant)


def ed25519(random: Random) -> bytes:
    """A public key on Curve25519, as Solana's wallets have it."""
    return Ed25519PrivateKey.from_private_bytes(random.randbytes(32)).public_key().public_bytes_raw()


def cash_address(version: int, digest: bytes) -> str:
    data = symbols(bytes([version]) + digest)
    residue = 1
    for symbol in [*(ord(c) & 31 for c in "bitcoincash"), 0, *data, *[0] * 8]:
        top, residue = residue >> 35, (residue & 0x07FFFFFFFF) << 5 ^ symbol
        for bit, part in enumerate(_CASH_GENERATOR):
            residue ^= part if top >> bit & 1 else 0
    residue ^= 1
    return letters(data + [residue >> 5 * (7 - i) & 31 for i in range(8)])


def unified(random: Random) -> str:
    """ZIP-316: typed receivers in ascending order, padding, F4Jumble, bech32m."""
    receivers = [(0, 20)] if random.random() < 0.5 else []
    receivers += random.choice(([(2, 43)], [(3, 43)], [(2, 43), (3, 43)]))
    content = b"".join(bytes([kind, size]) + random.randbytes(size) for kind, size in receivers)
    return in_bech32("u", symbols(_jumble(content + b"u" + bytes(15))), BECH32M)


def _jumble(message: bytes) -> bytes:
    left = min(64, len(message) // 2)
    a, b = message[:left], message[left:]
    x = _xor(b, _stream(0, a, len(b)))
    y = _xor(a, _digest(0, x, left))
    d = _xor(x, _stream(1, y, len(x)))
    return _xor(y, _digest(1, d, left)) + d


def _digest(number: int, message: bytes, size: int) -> bytes:
    person = b"UA_F4Jumble_H" + bytes([number, 0, 0])
    return hashlib.blake2b(message, digest_size=size, person=person).digest()


def _stream(number: int, message: bytes, size: int) -> bytes:
    persons = (b"UA_F4Jumble_G" + bytes([number, block, 0]) for block in range(size // 64 + 1))
    return b"".join(hashlib.blake2b(message, person=person).digest() for person in persons)[:size]


def _xor(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))


def monero(network: int, payload: bytes) -> str:
    """Blocks of 8 bytes as 11 digits, the last one shorter; the checksum is Keccak's first 4 bytes."""
    whole = bytes([network]) + payload
    whole += keccak(whole)[:4]
    blocks = (whole[start : start + 8] for start in range(0, len(whole), 8))
    return "".join(
        base58.b58encode(block.lstrip(b"\0")).decode().rjust({8: 11, 5: 7}[len(block)], "1")
        for block in blocks
    )


def eip55(digits: str, chain_id: str = "") -> str:
    """EIP-55, and EIP-1191 where there is a chain id: the letters' case is the checksum."""
    digest = keccak((f"{chain_id}0x{digits}" if chain_id else digits).encode()).hex()
    return "0x" + "".join(c.upper() if n > "7" else c for c, n in zip(digits, digest, strict=False))


def shelley(random: Random, header: int, rest: bytes) -> str:
    return in_bech32("addr", symbols(bytes([header << 4 | 1]) + random.randbytes(28) + rest))


def byron(random: Random) -> str:
    """CIP-19: in CBOR a root, perhaps a derivation path, a type; and a CRC-32 around them."""
    path = random.choice((b"\xa0", b"\xa1\x01\x58\x1e\x58\x1c" + random.randbytes(28)))
    while True:
        payload = b"\x83\x58\x1c" + random.randbytes(28) + path + b"\0"
        crc = binascii.crc32(payload)
        if crc >> 16:  # a smaller number is written shorter
            wrapped = b"\x82\xd8\x18\x58" + bytes([len(payload)]) + payload + b"\x1a" + crc.to_bytes(4, "big")
            return base58.b58encode(wrapped).decode()


def ton(random: Random, tag: int) -> str:
    body = bytes([tag, random.choice((0, 0, 0, 255))]) + random.randbytes(32)
    return base64.urlsafe_b64encode(body + binascii.crc_hqx(body, 0).to_bytes(2, "big")).decode()


def strkey(version: int, payload: bytes) -> str:
    """SEP-23: version, payload, CRC-16 with its low byte first."""
    body = bytes([version << 3]) + payload
    return in_base32(body + binascii.crc_hqx(body, 0).to_bytes(2, "little"))


def in_base32(payload: bytes) -> str:
    return base64.b32encode(payload).decode().rstrip("=")


def ss58(payload: bytes) -> str:
    return base58.b58encode(payload + hashlib.blake2b(b"SS58PRE" + payload).digest()[:2]).decode()


def algorand(key: bytes) -> str:
    return in_base32(key + hashlib.new("sha512_256", key).digest()[-4:])


def invoice(random: Random) -> str:
    """BOLT 11: a time, tagged fields (payment hash, secret, description, expiry, features), a signature.

    Any point and any number are the signature of somebody: of the key that is recovered from them.
    """
    amount = random.choice(("", "25m", "2500u", "780n", "9678785340p"))
    words = random.choice((b"30 days access", b"members area", b"one month"))
    fields = {1: symbols(random.randbytes(32)), 16: symbols(random.randbytes(32)), 13: symbols(words)}
    fields |= {6: [random.randrange(1, 32), random.randrange(32)], 5: [16, 8, 0]}
    data = [random.randrange(32) for _ in range(7)]
    for tag, value in fields.items():
        data += [tag, len(value) >> 5, len(value) & 31, *value]
    parity, *nonce = point(random)
    proof = random.randrange(1, _ORDER // 2).to_bytes(32, "big")
    return in_bech32("lnbc" + amount, data + symbols(bytes(nonce) + proof + bytes([parity - 2])))


def offer(random: Random) -> str:
    """BOLT 12: records of type, length and value: a description and the issuer's public key. No checksum."""
    words = random.choice((b"30 days access", b"members area", b"one month"))
    key = point(random)
    return "lno1" + letters(symbols(bytes([10, len(words)]) + words + bytes([22, len(key)]) + key))
