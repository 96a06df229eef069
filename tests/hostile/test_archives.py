"""Archives made to harm: refused by name, quickly, with nothing written anywhere."""

import io
import stat
import struct
import time
import tracemalloc
import zipfile

import pytest

from geodata import settings
from geodata.problems import ContractError
from geodata.readers.archive import members


def packed(**contents):
    """A ZIP with these members; keys are names."""
    return archive(contents.items())


def archive(contents, method=zipfile.ZIP_DEFLATED):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as made:
        for name, content in contents:
            made.writestr(name, content)
    return buffer.getvalue()


def link():
    info = zipfile.ZipInfo("road.shp")
    info.create_system = 3
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return archive([(info, "/etc/passwd")])


def lying(size):
    """A member whose headers, both of them, say another size than it has."""
    body = archive([("a.csv", b"0" * 3_000_000)])
    for signature, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = body.index(signature) + place
        body = body[:at] + struct.pack("<I", size) + body[at + 4 :]
    return body


def encrypted():
    body = archive([("a.csv", b"1;2")])
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = body.index(signature) + place
        body = body[:at] + b"\x01\x00" + body[at + 2 :]
    return body


HARMFUL = {
    "a bomb of zeros": (lambda: packed(a=b"0" * 50_000_000), {"ratio"}),
    "many small bombs": (
        lambda: archive([(f"{i}", b"0" * 900_000) for i in range(300)]),
        {"too_many_members", "unpacked_too_large"},
    ),
    "too many members": (
        lambda: archive([(f"{i}", b"1") for i in range(51)]),
        {"too_many_members"},
    ),
    "a name that climbs": (lambda: packed(**{"../../evil.csv": "1"}), {"member_name"}),
    "an absolute name": (lambda: packed(**{"/etc/cron.d/evil": "1"}), {"member_name"}),
    "a name for Windows": (lambda: packed(**{"C:\\evil.csv": "1"}), {"member_name"}),
    "a name on a server": (lambda: packed(**{"\\\\host\\share\\a.csv": "1"}), {"member_name"}),
    "a link": (link, {"member_name"}),
    "an archive in an archive": (lambda: packed(**{"a.zip": packed(b="1")}), {"nested_archive"}),
    "a gzip in an archive": (lambda: packed(**{"a.csv": b"\x1f\x8b123"}), {"nested_archive"}),
    "a header that says less": (lambda: lying(10), {"damaged"}),
    "a header that says more": (lambda: lying(250_000_000), {"unpacked_too_large", "ratio"}),
    "a password": (encrypted, {"encrypted"}),
    "another method": (lambda: archive([("a", b"1" * 99)], zipfile.ZIP_LZMA), {"damaged"}),
    "half of one": (lambda: packed(a=b"1234" * 99)[:60], {"damaged"}),
    "one name twice": (lambda: twice(), {"damaged"}),
}


def twice():
    with pytest.warns(UserWarning, match="Duplicate name"):
        return archive([("a", b"1"), ("a", b"2")])


@pytest.mark.parametrize("name", HARMFUL)
def test_a_harmful_archive_is_refused_by_name(name):
    make, codes = HARMFUL[name]
    body = make()
    started = time.monotonic()
    tracemalloc.start()
    with pytest.raises(ContractError) as refused:
        members(body)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert {problem.code for problem in refused.value.problems} == codes
    assert time.monotonic() - started < 2
    assert most < 100_000_000


def test_what_an_archive_holds_comes_in_its_order_without_clutter():
    body = packed(**{"__MACOSX/._b": "x", "b/two.csv": "2", "a.csv": "1", "b/.DS_Store": "x"})
    assert members(body) == {"b/two.csv": b"2", "a.csv": b"1"}


def test_a_table_of_blanks_packs_well_and_is_no_bomb():
    assert len(members(packed(**{"a.dbf": b" " * 900_000}))["a.dbf"]) == 900_000


def test_the_whole_is_counted_while_it_is_unpacked(monkeypatch):
    monkeypatch.setattr("geodata.readers.archive.MAX_UNPACKED_BYTES", 1000)
    with pytest.raises(ContractError):
        members(archive([("a", b"x" * 600), ("b", b"y" * 600)]))
    assert settings.MAX_UNPACKED_BYTES == 200_000_000
