"""seal: keys and proof.

Field encryption under a data key for each record, wrapped by a key ring; blind indexes, by which a sealed
value is found without being opened; receipts and keys of programs, of which a hash is kept; sealed slips,
which carry a draft through a browser and back. Pure: keys and random bytes come in as arguments, nothing is
read or written here.

The room's errors:

    SealError
    ├── KeyRingError     the key file is not one, or lacks the key that is asked for
    ├── Shredded         the record's data key was destroyed: what it sealed is gone for good
    └── Broken           a sealed value does not open: wrong place, wrong key, or changed bytes
"""

from farthing.seal.api_key import is_secret_of, new_secret, read_key, secret_hash, write_key
from farthing.seal.errors import Broken, KeyRingError, SealError, Shredded
from farthing.seal.field import Place, open_field, seal_field
from farthing.seal.index import blind_index
from farthing.seal.keyring import KeyRing, new_data_key, rewrap, unwrap
from farthing.seal.receipt import grouped, new_receipt, receipt_hash
from farthing.seal.slip import open_slip, seal_slip

__all__ = [
    "Broken",
    "KeyRing",
    "KeyRingError",
    "Place",
    "SealError",
    "Shredded",
    "blind_index",
    "grouped",
    "is_secret_of",
    "new_data_key",
    "new_receipt",
    "new_secret",
    "open_field",
    "open_slip",
    "read_key",
    "receipt_hash",
    "rewrap",
    "seal_field",
    "seal_slip",
    "secret_hash",
    "unwrap",
    "write_key",
]
