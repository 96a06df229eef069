"""Files made to harm, through the very process that reads what users bring. A spy in it notes every
file that is opened, every address that is called and every program that is started."""

import io
import json
import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from geodata.readers.apart import _environment, _opened

ROOT = Path(__file__).resolve().parents[2]
CANARY = "canary-of-another-file"
ITSELF_MB = 70
"""What the process takes with its libraries before it has seen a file, generously."""

SPY = """
import atexit, os, sys
def note(event, arguments):
    watched = ("socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system", "os.exec",
               "os.remove", "os.mkdir", "os.rename", "os.symlink", "tempfile.mkstemp",
               "ftplib.connect", "http.client.connect", "urllib.Request")
    if event in watched and ".pyc" not in str(arguments):
        told(event + " " + str(arguments[:2]))
    if event == "open" and isinstance(arguments[0], (str, bytes)):
        path, mode, flags = arguments
        path = os.path.abspath(os.fsdecode(path))
        writes = bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
        ours = path.startswith((sys.prefix, sys.base_prefix, os.getcwd(), "/proc/", "/usr/",
                                "/sys/", "/dev/"))
        if writes and not path.endswith((".pyc", "/dev/null")) and ".pyc." not in path or not ours:
            told("open " + path)
def told(line):
    os.write(int(os.environ["PYTHONSPY"]), line.encode() + b"\\n")
def peak():
    with open("/proc/self/status") as status:
        told("peak " + next(line for line in status if line.startswith("VmHWM")).split()[1])
sys.addaudithook(note)
atexit.register(peak)
"""


def packed(**contents):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return made.getvalue()


def vrt(path):
    return (
        f'<OGRVRTDataSource><OGRVRTLayer name="a"><SrcDataSource>{path}</SrcDataSource>'
        "</OGRVRTLayer></OGRVRTDataSource>"
    )


def kml(inside, head=""):
    return f'<?xml version="1.0"?>{head}<kml xmlns="http://www.opengis.net/kml/2.2">{inside}</kml>'


def entity(address):
    return f'<!DOCTYPE kml [<!ENTITY a SYSTEM "{address}">]>'


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
MARK = "<Placemark><name>&a;</name><Point><coordinates>77,43</coordinates></Point></Placemark>"

HOSTILE = {
    "a VRT": (vrt, {"names_other_files"}),
    "a VRT that is packed": (
        lambda path: packed(**{"a.geojson": vrt(path)}),
        {"names_other_files"},
    ),
    "a VRT among a shapefile": (
        lambda path: packed(**{"a.shp": vrt(path), "a.dbf": "", "a.prj": ""}),
        None,
    ),
    "a pipeline of GDAL": (
        lambda path: json.dumps(
            {"type": "gdal_streamed_alg", "command_line": f"gdal vector {path}"}
        ),
        {"damaged", "unknown_format"},
    ),
    "an address as JSON": (lambda path: '"/vsicurl/http://127.0.0.1:9/a.geojson"', None),
    "a server's features": (
        lambda path: "<OGRWFSDataSource><URL>http://127.0.0.1:9/</URL></OGRWFSDataSource>",
        {"names_other_files"},
    ),
    "an entity of a file": (lambda path: kml(MARK, entity(path)), {"entities"}),
    "an entity of an address": (
        lambda path: kml(MARK, entity("http://127.0.0.1:9/")),
        {"entities"},
    ),
    "an external grammar": (
        lambda path: kml(MARK, '<!DOCTYPE kml SYSTEM "http://127.0.0.1:9/a.dtd">'),
        {"entities"},
    ),
    "a billion laughs": (
        lambda path: kml(MARK, f'<!DOCTYPE kml [<!ENTITY l0 "ha">{LAUGHS}]>'),
        {"entities"},
    ),
    "laughs after a comment of 70 KB": (
        lambda path: kml(MARK, f"<!--{'-+' * 35_000}-->{entity(path)}"),
        {"entities", "unknown_format", "damaged"},
    ),
    "a link to a network": (
        lambda path: kml(
            "<NetworkLink><Link><href>http://127.0.0.1:9/</href></Link></NetworkLink>"
        ),
        {"names_other_files", "no_features"},
    ),
    "a bomb": (lambda path: packed(**{"a.csv": "0" * 60_000_000}), {"ratio"}),
    "a name that climbs": (lambda path: packed(**{"../../a.csv": "1;2"}), {"member_name"}),
    "lists 5,000 deep": (lambda path: "[" * 5000 + "]" * 5000, {"damaged"}),
    "10,000 columns": (lambda path: ";".join(["a"] * 10_000) + "\n1;2", {"too_many_columns"}),
    "a database that calls a function": (
        lambda path: b"SQLite format 3\0" + b"\0" * 4000,
        {"damaged"},
    ),
    "a picture": (lambda path: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, {"unknown_format"}),
    "half a letter": (lambda path: b'{"type": "\\ud800"}', {"damaged"}),
}


@pytest.fixture(scope="module")
def spy(tmp_path_factory):
    folder = tmp_path_factory.mktemp("spy")
    (folder / "sitecustomize.py").write_text(SPY)
    (folder / "secret.csv").write_text(f"name;lat;lon\n{CANARY};43.3;77.2\n")
    return folder


def read(data, spy):
    """What the process answers, what the spy has seen, its seconds and megabytes."""
    seen, seeing = os.pipe()
    head = json.dumps({"answers": ANSWERS, "memory": 1_000_000_000, "seconds": 5}).encode()
    environment = _environment() | {"PYTHONPATH": str(spy), "PYTHONSPY": str(seeing)}
    started = time.monotonic()
    with subprocess.Popen(
        [sys.executable, "-m", "geodata.readers"],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        pass_fds=[seeing],
    ) as process:
        os.close(seeing)
        process.stdin.write(len(head).to_bytes(4, "big") + head + data)
        process.stdin.close()
        answer, said = process.stdout.read(), process.stderr.read()
    with os.fdopen(seen, "rb") as stream:
        noted, _, peak = stream.read().decode().rpartition("peak ")
    assert process.returncode == 0, said
    assert b"Traceback" not in said
    return _opened(answer)[0], noted, time.monotonic() - started, int(peak) / 1024


ANSWERS = {
    "member": "",
    "encoding": "",
    "columns": [],
    "system": "",
    "swapped": None,
    "mend": False,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_does_nothing_and_is_refused_by_name(name, spy):
    make, codes = HOSTILE[name]
    data = make(str(spy / "secret.csv"))
    told, noted, seconds, megabytes = read(data if isinstance(data, bytes) else data.encode(), spy)
    assert noted == ""
    assert not told["rows"]
    assert CANARY not in json.dumps(told)
    found = {problem["code"] for problem in told["refused"]}
    assert found or told["questions"]
    assert codes is None or found <= codes, found
    assert seconds < 2 + 1.5, "and the process has to start"
    assert megabytes < ITSELF_MB + 100


def test_the_spy_sees_what_it_should(spy):
    """Else the tests above could not fail."""
    code = f"open({str(spy / 'left')!r}, 'w').close(); open({str(spy / 'secret.csv')!r}).close()"
    seen, seeing = os.pipe()
    subprocess.run(
        [sys.executable, "-c", code],
        env=_environment() | {"PYTHONPATH": str(spy), "PYTHONSPY": str(seeing)},
        pass_fds=[seeing],
        check=True,
    )
    os.close(seeing)
    with os.fdopen(seen) as stream:
        noted = stream.read()
    assert "left" in noted
    assert "secret.csv" in noted
