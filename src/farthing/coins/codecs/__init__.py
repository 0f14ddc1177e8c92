"""The encodings that address formats are made of: base58, bech32, keccak-256, Monero's base58."""
