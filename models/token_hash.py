from __future__ import annotations

import hashlib


def token_hash(token: str) -> str:
    """What is kept of a random token: its SHA-256 in hex, 64 characters.

    A token of 32 random bytes needs neither salt nor slowness: there is nothing to guess it from. Whoever reads
    the database can't come in with what stands there, and how long it takes to look a hash up tells nothing of the
    token.
    """
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
