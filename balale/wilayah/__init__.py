"""Areas of Kabupaten Bengkayang: kecamatan, desa, codes, boundaries.

Owns the Kemendagri codes (written with dots), the lapsed codes that old NIKs still carry, and
the map outlines. Does not know people, users or screens.
"""
