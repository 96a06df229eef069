"""What lies in a ZIP archive, unpacked in memory under every cap. Headers lie: bytes are counted.

Nothing is written to disk, so no name can lead anywhere; names that would try are refused all the
same, because such an archive was made to harm.
"""

import stat
import zipfile
import zlib
from io import BytesIO
from pathlib import PurePosixPath, PureWindowsPath

from geodata.contract import shortened
from geodata.problems import ContractError, Problem
from geodata.settings import MAX_BROUGHT_BYTES, MAX_MEMBERS, MAX_RATIO, MAX_UNPACKED_BYTES

SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06")
"""How a ZIP archive begins; the second one is empty."""

_OTHER_ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00")
_SMALL = MAX_BROUGHT_BYTES
"""A member that might come unpacked may be of any ratio: a table of blanks packs a thousandfold."""

_CHUNK = 1 << 20
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    LookupError,  # of zipfile itself: a member whose name is empty
    ValueError,
    NotImplementedError,
)
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}


def is_archive(data: bytes) -> bool:
    """Whether the bytes begin as a ZIP archive does."""
    return data.startswith(SIGNATURES)


def members(data: bytes, nested: bool = False) -> dict[str, bytes]:
    """The files of an archive by name, in its order; folders and what a Mac adds left out.

    `nested`: whether archives inside it are passed on as bytes (a workbook may embed some).

    Raises ContractError: damaged, encrypted, too_many_members, member_name, unpacked_too_large,
    ratio, nested_archive.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            listed = [each for each in archive.infolist() if not each.is_dir()]
            _check(listed)
            unpacked = _unpacked(archive, [each for each in listed if not _is_clutter(each)])
    except _DAMAGED as error:
        if isinstance(error, ContractError):
            raise
        raise ContractError("", [Problem("damaged")]) from error
    except RuntimeError as error:  # zipfile's own for what has a password
        raise ContractError("", [Problem("encrypted")]) from error
    for name, content in unpacked.items():
        if not nested and (is_archive(content) or content.startswith(_OTHER_ARCHIVES)):
            raise ContractError("", [Problem("nested_archive", value=shortened(name))])
    return unpacked


def _check(listed: list[zipfile.ZipInfo]) -> None:
    """Everything that the list of an archive says, before a byte of it is unpacked."""
    problems = []
    if len(listed) > MAX_MEMBERS:
        problems.append(Problem("too_many_members", value=str(len(listed))))
    if sum(each.file_size for each in listed) > MAX_UNPACKED_BYTES:
        problems.append(Problem("unpacked_too_large"))
    for each in listed[:MAX_MEMBERS]:
        name = shortened(each.filename)
        if _leads_elsewhere(each):
            problems.append(Problem("member_name", value=name))
        if each.flag_bits & 0x1:
            problems.append(Problem("encrypted", value=name))
        if each.compress_type not in _METHODS:
            problems.append(Problem("damaged", value=name))
        if each.file_size > max(_SMALL, MAX_RATIO * each.compress_size):
            problems.append(Problem("ratio", value=name))
    names = [each.filename for each in listed]
    if len(set(names)) < len(names):
        problems.append(Problem("damaged"))
    if problems:
        raise ContractError("", problems)


def _leads_elsewhere(each: zipfile.ZipInfo) -> bool:
    name = each.filename
    parts = {*PurePosixPath(name).parts, *PureWindowsPath(name).parts}
    rooted = name.startswith(("/", "\\")) or PureWindowsPath(name).drive
    # A link is a file of the archive whose mode, in the upper half, says so.
    return ".." in parts or bool(rooted) or stat.S_ISLNK(each.external_attr >> 16)


def _is_clutter(each: zipfile.ZipInfo) -> bool:
    last = PurePosixPath(each.filename).name
    return each.filename.startswith("__MACOSX/") or last in {".DS_Store", "Thumbs.db"}


def _unpacked(archive: zipfile.ZipFile, listed: list[zipfile.ZipInfo]) -> dict[str, bytes]:
    unpacked: dict[str, bytes] = {}
    left = MAX_UNPACKED_BYTES
    for each in listed:
        body = bytearray()
        most = min(left, max(_SMALL, MAX_RATIO * each.compress_size))
        with archive.open(each) as stream:
            while chunk := stream.read(_CHUNK):
                body += chunk
                if len(body) > most:
                    code = "unpacked_too_large" if most == left else "ratio"
                    raise ContractError("", [Problem(code, value=shortened(each.filename))])
        left -= len(body)
        unpacked[each.filename] = bytes(body)
    return unpacked
