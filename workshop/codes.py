"""The codes of a class and the names in it: how they are made, and how they are read."""

import hmac
import secrets
from unicodedata import category

from geodata.escape import UNSEEN

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without 0, 1, I, L and O, which are taken for one another."""

CLASS_LETTERS = 6
"""31^6, nine hundred million: short enough to be written on a board. What makes it safe is that few
can be tried (workshop/tries.py)."""

TRAINER_LETTERS = 16
"""79 bits: it cannot be found by trying, however fast."""

LONGEST_NAME = 24
_LONGEST_TYPED = 60
_LOOK_ALIKE = str.maketrans("АВСЕНКМРТХУ", "ABCEHKMPTXY")
"""Cyrillic letters that look like Latin ones: a Kazakh or Russian keyboard types them."""


def new_code(letters: int) -> str:
    """A code that nobody can foresee."""
    return "".join(secrets.choice(LETTERS) for _ in range(letters))


def spaced(code: str) -> str:
    """A long code in fours, as it is read out and typed."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def same_code(typed: str, code: str) -> bool:
    """Whether it is the code, in any case, with spaces or hyphens; in constant time."""
    told = typed[:_LONGEST_TYPED].upper().translate(_LOOK_ALIKE)
    letters = "".join(sign for sign in told if sign.isalnum())
    return hmac.compare_digest(letters.encode("utf-8", "replace"), code.encode())


def called(typed: str) -> str:
    """The name that somebody wants to be called by: one line of at most LONGEST_NAME letters,
    without signs that steer a terminal or turn the reading round. From outside: only ever text."""
    seen = (sign for sign in " ".join(typed.split()) if category(sign) not in UNSEEN)
    return "".join(seen)[:LONGEST_NAME].strip()
