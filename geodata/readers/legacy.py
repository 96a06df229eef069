"""The encoding of texts that a file holds as bytes and may name itself: DBF, DXF.

What the file names is believed only where the letters do not speak against it: a system in
Kazakhstan calls its texts cp1251 and writes KZ-1048.
"""

from collections.abc import Iterable

from geodata.readers.brought import Candidate, Question
from geodata.readers.encodings import ENCODINGS, decoded

_TOKENS = {
    "utf8": "utf-8",
    "65001": "utf-8",
    "1251": "cp1251",
    "866": "cp866",
    "kz1048": "kz1048",
    "rk1048": "kz1048",
    "strk10482002": "kz1048",
    "pt154": "ptcp154",
    "154": "ptcp154",
}
_PREFIXES = ("windows", "win", "ansi", "ibm", "oem", "dos", "cp")
_SAMPLE = 60
"""Letters of a text that are shown to the user."""


def token_of(name: str) -> str:
    """The token of an encoding as a .cpg or a drawing names it; empty where it is none of ours."""
    folded = "".join(filter(str.isalnum, name.casefold()))
    for prefix in ("", *_PREFIXES):
        token = _TOKENS.get(folded.removeprefix(prefix))
        if token:
            return token
    return ""


def encoding_of(texts: Iterable[bytes], named: str, answer: str) -> tuple[str, Question | None]:
    """The encoding of all texts of a file, or the question which one it is.

    `named`: the token that the file itself names, or empty.
    """
    evidence = b"\n".join(dict.fromkeys(map(whole, texts)))
    if answer in ENCODINGS:
        return answer, None
    if evidence.isascii():
        return "utf-8", None
    found = decoded(evidence, "")
    if found.question is None:
        if not named or _reads(evidence, named) == found.text or found.encoding == "utf-8":
            return found.encoding, None
        return "", _either(evidence, (found.encoding, named))
    likely = [each.token for each in found.question.candidates if each.likely]
    text = _reads(evidence, named) if named else None
    if text is None or _is_doubtful(evidence, named):
        return "", found.question
    if any(_reads(evidence, token) == text for token in likely):
        return named, None
    return "", found.question


def whole(text: bytes) -> bytes:
    """Bytes without the half of a letter that did not fit into a field of UTF-8."""
    for cut in range(1, 4):
        if len(text) > cut and text[-cut] >= 0xC0:
            lead = text[-cut]
            wanted = 2 + (lead >= 0xE0) + (lead >= 0xF0)
            head = text[:-cut]
            return head if cut < wanted and not head.isascii() and _is_utf8(head) else text
    return text


def _is_utf8(text: bytes) -> bool:
    return _reads(text, "utf-8") is not None


def _reads(text: bytes, encoding: str) -> str | None:
    try:
        return text.decode(encoding)
    except UnicodeDecodeError:
        return None


def _is_doubtful(evidence: bytes, named: str) -> bool:
    """Whether cp1251 is named and the letters are other ones in KZ-1048."""
    return named == "cp1251" and _reads(evidence, "kz1048") != _reads(evidence, "cp1251")


def _either(evidence: bytes, encodings: tuple[str, ...]) -> Question:
    """The letters speak against what the file names: who knows the texts decides."""
    line = next(line for line in evidence.split(b"\n") if not line.isascii())
    candidates = (
        Candidate(each, line.decode(each, "replace")[:_SAMPLE], likely=place == 0)
        for place, each in enumerate(encodings)
    )
    return Question("encoding", tuple(candidates), "named_otherwise")
