"""What an office has loaded: versions, removals, and what is said of a file that is not good."""

import os
import sqlite3
import sys
import threading
import timeit
from dataclasses import replace

import pytest
import shapely
from shapely.geometry import MultiPolygon, Polygon, box

from geodata import office, settings
from geodata.office import Boundary, OwnLayer, Passport
from geodata.office.sqlite import SqliteStore
from geodata.problems import ContractError

TALGAR = MultiPolygon([box(77.23, 43.29, 77.25, 43.31)])
PASSPORT = Passport(
    act="№ 135 қаулы «Талғар қалашығы», қорғау аймағы",
    act_date="2014-05-29",
    drawer="Ғылыми-зерттеу орталығы; DROP TABLE boundaries; -- {{7*7}}",
    scale=10_000,
    accuracy_m=2.5,
    file="../../etc/Ә<script>.kml",
    sha256="0" * 64,
    system="EPSG:28413",
    operation="Pulkovo 1942 to WGS 84 (20), EPSG:5044",
    operation_accuracy_m=3.0,
)
ROADS = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "geometry": {"type": "LineString", "coordinates": [[77.1, 43.2], [77.3, 43.4]]},
            "properties": {"name": "Құлжа жолы", "text": "<b>{{7*7}}</b>"},
        }
    ],
}
TITLES = {"kk": "Жолдар", "ru": "Дороги", "en": "Roads"}


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "OFFICE", tmp_path / "office")
    return settings.OFFICE


def boundary(second=0, **changed):
    drawn = Boundary(
        version=office.new_version(),
        feature_id="1442-005",
        zone="property",
        geometry=TALGAR,
        passport=PASSPORT,
        added=f"2026-11-20T10:00:{second:02}+00:00",
    )
    return replace(drawn, **changed)


def layer(second=0, **changed):
    added = f"2026-11-20T10:00:{second:02}+00:00"
    own = OwnLayer(office.new_version(), "roads", TITLES, "#aa3311", ROADS, PASSPORT, added)
    return replace(own, **changed)


def codes(refused):
    return [(problem.code, problem.column) for problem in refused.value.problems]


def test_an_office_that_loaded_nothing_leaves_nothing_on_disk(folder):
    kept = office.store()
    assert (kept.boundaries(), kept.history(), kept.layers(), kept.layer_history()) == ((),) * 4
    assert kept.revision() == kept.revision()
    for refused in (kept.remove, kept.restore, kept.remove_layer, kept.restore_layer):
        with pytest.raises(KeyError):
            refused(office.new_version())
    assert not folder.exists()


def test_there_is_one_store_for_a_folder(folder, monkeypatch):
    first = office.store()
    assert office.store() is first
    monkeypatch.setattr(settings, "OFFICE", folder.with_name("another"))
    office.store().add(boundary())
    assert first.boundaries() == ()


def test_what_is_kept_comes_back_as_it_was(folder):
    first, second = boundary(), boundary(zone="buffer_zone", passport=Passport("x"))
    own = layer()
    office.store().add(first, second)
    office.store().add_layer(own)
    another = SqliteStore(folder)
    assert another.boundaries() == (first, second)
    assert another.layers() == (own,)
    assert [path.name for path in folder.iterdir()] == ["office.sqlite"]


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_only_the_owner_can_read_it(folder):
    office.store().add(boundary())
    assert folder.stat().st_mode & 0o077 == 0


def test_what_held_before_holds_again():
    kept = office.store()
    old, new, newest = boundary(0), boundary(1), boundary(2)
    other = boundary(3, feature_id="1442-012")
    kept.add(old, new, newest, other)
    assert kept.boundaries() == (newest, other)
    kept.remove(newest.version)
    assert kept.boundaries() == (new, other)
    kept.remove(old.version)
    assert kept.boundaries() == (new, other)
    kept.remove(new.version)
    assert kept.boundaries() == (other,)
    kept.restore(old.version)
    assert kept.boundaries() == (old, other)
    kept.restore(newest.version)
    assert kept.boundaries() == (newest, other)
    assert [each.version for each in kept.history("1442-005")] == [
        each.version for each in (old, new, newest)
    ]
    assert [bool(each.removed) for each in kept.history()] == [False, True, False, False]


def test_layers_do_likewise():
    kept = office.store()
    old, new, other = layer(0), layer(1, colour="#00ff00"), layer(2, name="wells")
    kept.add_layer(old)
    kept.add_layer(new, other)
    assert kept.layers() == (new, other)
    kept.remove_layer(new.version)
    assert kept.layers() == (old, other)
    kept.restore_layer(new.version)
    assert kept.layers() == (new, other)
    assert kept.layer_history("roads") == (old, new)


def test_the_last_is_the_last_by_its_moment_however_it_is_written():
    """Two offices end with the same: not who came last holds, but what was drawn last."""
    kept = office.store()
    last = boundary(added="2026-11-20T10:00:05.5Z")
    kept.add(last)
    kept.add(boundary(added="2026-11-20T10:00:05+00:00"))
    assert kept.boundaries() == (last,)
    twin = boundary(added=last.added)
    kept.add(twin)
    assert kept.boundaries() == (twin,)


def test_a_clock_that_lags_hides_no_new_version():
    kept = office.store()
    kept.add(boundary(added="2099-01-01T00:00:00+00:00"))
    new = boundary(added=office.moment(kept))
    kept.add(new)
    assert kept.boundaries() == (new,)
    later = boundary(added=office.moment(kept))
    assert later.added > new.added


def test_what_others_did_already_is_no_error():
    kept = office.store()
    drawn = boundary()
    kept.add(drawn)
    kept.remove(drawn.version)
    [removed] = kept.history()
    at = kept.revision()
    kept.remove(drawn.version)
    kept.add(drawn)
    assert kept.history() == (removed,)
    assert kept.revision() == at
    kept.restore(drawn.version)
    kept.restore(drawn.version)
    assert kept.boundaries() == (drawn,)


def test_every_write_is_another_revision(folder):
    kept, other = office.store(), SqliteStore(folder)
    drawn, own = boundary(), layer()
    writes = [
        lambda: kept.add(drawn),
        lambda: other.remove(drawn.version),
        lambda: kept.restore(drawn.version),
        lambda: other.add_layer(own),
        lambda: kept.remove_layer(own.version),
        lambda: other.restore_layer(own.version),
    ]
    seen = {kept.revision()}
    for write in writes:
        write()
        assert kept.revision() == other.revision()
        seen.add(kept.revision())
    assert len(seen) == len(writes) + 1


def test_a_file_of_the_same_size_and_moment_is_not_taken_for_the_former(folder):
    """The clock of a file system may be coarser than two writes are apart."""
    kept = office.store()
    drawn = boundary()
    kept.add(drawn)
    path = folder / "office.sqlite"
    at, was = path.stat(), kept.revision()
    SqliteStore(folder).remove(drawn.version)
    os.utime(path, ns=(at.st_atime_ns, at.st_mtime_ns))
    assert path.stat().st_size == at.st_size
    assert kept.revision() != was


def test_a_backup_that_is_put_back_is_another_revision(folder):
    kept = office.store()
    first, second, third = boundary(0), boundary(1), boundary(2)
    kept.add(first)
    path = folder / "office.sqlite"
    backup = path.read_bytes()
    kept.add(second)
    was = kept.revision()
    path.with_name("copy").write_bytes(backup)
    path.with_name("copy").replace(path)
    assert kept.boundaries() == (first,)
    kept.add(third)
    assert kept.revision().split("-")[0] == was.split("-")[0]
    assert kept.revision() != was
    assert kept.boundaries() == (third,)


def test_the_revision_is_cheap():
    """Asked hundreds of times a page: 3 microseconds; ten times that on a busy machine."""
    kept = office.store()
    kept.add(boundary())
    best = min(timeit.repeat(kept.revision, number=200, repeat=5)) / 200
    assert best < 30e-6


def test_a_look_at_the_file_gives_up_no_lock(folder):
    """POSIX: who closes any descriptor of a file gives up the locks of the process on it."""
    kept = office.store()
    kept.add(boundary())
    writer = sqlite3.connect(folder / "office.sqlite", isolation_level=None)
    writer.execute("BEGIN EXCLUSIVE")
    SqliteStore(folder)._watch.signature()
    kept._watch.signature()
    script = (
        "import sqlite3, sys; file = sqlite3.connect(sys.argv[1], timeout=0)\n"
        "try: file.execute('SELECT * FROM state').fetchall()\n"
        "except sqlite3.OperationalError as error: print(error)"
    )
    import subprocess

    asked = subprocess.run(
        [sys.executable, "-c", script, str(folder / "office.sqlite")],
        capture_output=True,
        text=True,
        check=True,
    )
    writer.close()
    assert asked.stdout.strip() == "database is locked"


def test_threads_lose_nothing():
    kept = office.store()
    drawn = [boundary(second) for second in range(40)]
    threads = [threading.Thread(target=kept.add, args=drawn[i::8]) for i in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert {each.version for each in kept.history()} == {each.version for each in drawn}


BOW_TIE = MultiPolygon([Polygon([(77, 43), (78, 44), (78, 43), (77, 44)])])


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({"version": "1"}, ("wrong_form", "version")),
        ({"feature_id": "<b>"}, ("wrong_form", "feature_id")),
        ({"zone": "garden"}, ("not_allowed", "zone")),
        ({"added": "yesterday"}, ("wrong_form", "added")),
        ({"added": "2026-11-20T10:00:00"}, ("wrong_form", "added")),
        ({"added": "2026-11-20T10:00:00+05:00"}, ("wrong_form", "added")),
        ({"removed": "2026"}, ("wrong_form", "removed")),
        ({"geometry": box(77, 43, 78, 44)}, ("wrong_geometry", "geometry")),
        ({"geometry": MultiPolygon()}, ("wrong_geometry", "geometry")),
        ({"geometry": shapely.force_3d(TALGAR, 5)}, ("wrong_geometry", "geometry")),
        ({"geometry": MultiPolygon([box(43, 77, 44, 78)])}, ("outside_area", "geometry")),
        ({"geometry": BOW_TIE}, ("crosses_itself", "geometry")),
        ({"passport": Passport(" ")}, ("empty", "act")),
        ({"passport": Passport("a\0b")}, ("wrong_form", "act")),
        ({"passport": Passport("a\ud800b")}, ("wrong_form", "act")),
        ({"passport": Passport("a" * 10_001)}, ("out_of_range", "act")),
        ({"passport": Passport("a", accuracy_m=float("nan"))}, ("out_of_range", "accuracy_m")),
        ({"passport": Passport("a", accuracy_m=-1)}, ("out_of_range", "accuracy_m")),
        ({"passport": Passport("a", scale=0)}, ("out_of_range", "scale")),
        ({"passport": Passport("a", act_date="29.05.2014")}, ("wrong_form", "act_date")),
        ({"passport": Passport("a", sha256="x")}, ("wrong_form", "sha256")),
    ],
)
def test_a_boundary_that_does_not_keep_its_contract_is_refused(folder, changed, found):
    with pytest.raises(ContractError) as refused:
        office.store().add(boundary(), boundary(**changed))
    assert codes(refused) == [found]
    assert not folder.exists()


def with_feature(**changed):
    return {**ROADS, "features": [{**ROADS["features"][0], **changed}]}


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({"name": "Own roads"}, ("wrong_form", "name")),
        ({"colour": "red"}, ("wrong_form", "colour")),
        ({"titles": {"kk": "а", "ru": "б"}}, ("incomplete", "titles")),
        ({"titles": {**TITLES, "kk": " "}}, ("empty", "titles.kk")),
        ({"document": {"type": "Feature"}}, ("not_a_collection", "document")),
        ({"document": {**ROADS, "crs": {}}}, ("unknown_column", "document")),
        ({"document": with_feature(properties={"name": "a"})}, ("wrong_type", "text")),
        (
            {"document": with_feature(properties={"name": "a", "text": "b", "__proto__": "c"})},
            ("unknown_column", "properties"),
        ),
        ({"document": with_feature(geometry=None)}, ("wrong_geometry", "geometry")),
        (
            {"document": with_feature(geometry={"type": "Point", "coordinates": ["77", "43"]})},
            ("wrong_geometry", "geometry"),
        ),
        (
            {"document": with_feature(geometry={"type": "Point", "coordinates": [43, 77]})},
            ("outside_area", "geometry"),
        ),
        (
            {"document": with_feature(geometry={"type": "GeometryCollection", "geometries": []})},
            ("wrong_geometry", "geometry"),
        ),
    ],
)
def test_a_layer_that_does_not_keep_its_contract_is_refused(folder, changed, found):
    with pytest.raises(ContractError) as refused:
        office.store().add_layer(layer(**changed))
    assert codes(refused) == [found]
    assert not folder.exists()


def change(folder, *statements):
    file = sqlite3.connect(folder / "office.sqlite")
    for statement in statements:
        file.execute(*statement) if isinstance(statement, tuple) else file.execute(statement)
    file.commit()
    file.close()


@pytest.mark.parametrize(
    ("statements", "code"),
    [
        (["PRAGMA user_version = 2"], "office_newer"),
        (["PRAGMA application_id = 7"], "office_foreign"),
        (["DROP TABLE boundaries"], "office_damaged"),
        (["CREATE VIEW seen AS SELECT 1"], "office_damaged"),
        (
            ["CREATE TRIGGER t AFTER INSERT ON boundaries BEGIN DELETE FROM layers; END"],
            "office_damaged",
        ),
        (["UPDATE boundaries SET geometry = x'00'"], "office_damaged"),
        (["UPDATE boundaries SET passport = '[1]'"], "office_damaged"),
        (["UPDATE boundaries SET passport = '{\"owner\": 1}'"], "office_damaged"),
        (["UPDATE boundaries SET passport = '{\"act\": 7}'"], "wrong_type"),
        (["UPDATE boundaries SET added = 'now'"], "office_damaged"),
        (["UPDATE boundaries SET zone = 'garden'"], "not_allowed"),
        ([("UPDATE boundaries SET geometry = ?", (shapely.to_wkb(BOW_TIE),))], "crosses_itself"),
    ],
)
def test_a_file_that_somebody_changed_is_refused_in_plain_words(folder, statements, code):
    kept = office.store()
    kept.add(boundary())
    change(folder, *statements)
    for asked in (kept.boundaries, kept.history, SqliteStore(folder).boundaries):
        with pytest.raises(ContractError) as refused:
            asked()
        assert [problem.code for problem in refused.value.problems] == [code]
    assert kept.revision() == kept.revision()


@pytest.mark.parametrize("found", [b"no database " * 100, b"SQLite format 3\0" + b"\xff" * 4_000])
def test_a_file_that_is_none_of_sqlite_is_refused_and_left_alone(folder, found):
    folder.mkdir()
    (folder / "office.sqlite").write_bytes(found)
    kept = office.store()
    for asked in (kept.boundaries, kept.layers, lambda: kept.add(boundary())):
        with pytest.raises(ContractError) as refused:
            asked()
        assert codes(refused) == [("office_damaged", None)]
    assert kept.revision() == kept.revision()
    assert (folder / "office.sqlite").read_bytes() == found


def test_a_database_of_another_program_is_left_alone(folder):
    folder.mkdir()
    change(folder, "CREATE TABLE theirs (a)")
    before = (folder / "office.sqlite").read_bytes()
    with pytest.raises(ContractError) as refused:
        office.store().add(boundary())
    assert codes(refused) == [("office_foreign", None)]
    assert (folder / "office.sqlite").read_bytes() == before


def test_a_damaged_page_is_said(folder):
    kept = office.store()
    kept.add(*(boundary(second) for second in range(30)))
    path = folder / "office.sqlite"
    spoilt = bytearray(path.read_bytes())
    spoilt[8_192:] = b"\xa5" * (len(spoilt) - 8_192)
    path.write_bytes(spoilt)
    with pytest.raises(ContractError) as refused:
        kept.history()
    assert codes(refused) == [("office_damaged", None)]


def test_a_share_that_drops_out_is_no_empty_office(folder):
    kept = office.store()
    kept.add(boundary())
    was = kept.revision()
    folder.rename(folder.with_name("elsewhere"))
    assert kept.revision() != was
    for asked in (kept.boundaries, lambda: kept.add(boundary())):
        with pytest.raises(ContractError) as refused:
            asked()
        assert codes(refused) == [("office_unreachable", None)]
    folder.with_name("elsewhere").rename(folder)
    assert kept.revision() == was
    assert len(kept.boundaries()) == 1


def test_a_folder_that_cannot_be_made_is_said(folder):
    folder.write_text("a file stands where the folder should")
    with pytest.raises(ContractError) as refused:
        office.store().add(boundary())
    assert codes(refused) == [("office_unreachable", None)]


def test_who_waits_too_long_is_told_so(folder, monkeypatch):
    from geodata.office import database

    monkeypatch.setattr(database, "BUSY_SECONDS", 0.05)
    kept = office.store()
    kept.add(boundary())
    with sqlite3.connect(folder / "office.sqlite", isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(ContractError) as refused:
            kept.add(boundary())
        assert codes(refused) == [("office_busy", None)]
    other.close()
    kept.add(boundary())
    assert len(kept.history()) == 2


def test_a_folder_with_a_name_that_looks_like_an_address(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "OFFICE", tmp_path / "Кеңсе №1?mode=memory#%41 a")
    office.store().add(boundary())
    assert len(SqliteStore(settings.OFFICE).boundaries()) == 1
    assert (settings.OFFICE / "office.sqlite").is_file()
