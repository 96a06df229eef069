"""Screening in a real browser, the cable out: a road, a plot, a point against invented boundaries.
What the page must say is computed here by other means: cuts in degrees by hand, lengths by
geographiclib, distances by search, SK-42 by its seven parameters."""

import io
import json
import os
import re
import sqlite3
import subprocess
import sys
from itertools import pairwise
from xml.etree import ElementTree

import numpy as np
import openpyxl
import pytest
from geographiclib.geodesic import Geodesic
from playwright.sync_api import TimeoutError, expect
from pyproj import Geod, Transformer
from shapely.geometry import LineString, mapping

from geodata import settings
from geodata.office import store
from i18n import LANGUAGES, translator
from layers.positions import sexagesimal
from tests.browser.test_access import PHONE, WIDE, faults_of_page_and_map
from tests.letters import lines_of_docx, lines_of_xlsx, text_of_pdf
from tests.office import TALGAR, boundary, square
from tests.running import ROOT, Map
from ui.rows import MEANT

FIELD = "[data-testid=stFileUploaderDropzoneInput]"
CORE, AROUND = 0.004, 0.008
"""Half the sides of the invented place and of its buffer zone, degrees."""

ROAD = ((77.19, 43.25), (77.215, 43.27), (77.2275, 43.2728), (77.26, 43.30))
"""Through the buffer zone, past the place."""

VAGUE = (70.0, 43.0)
"""Round it lies a zone whose line is off by 100 m."""

KML = f"""<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>Жол</name>
<Folder><name>2026</name><Folder><name>Нұсқалар</name><Placemark>
<name>Айналма жол № 1 &lt;b&gt;</name>
<ExtendedData><Data name="санаты"><value>III</value></Data>
<SchemaData schemaUrl="#x"><SimpleData name="ені">12</SimpleData></SchemaData></ExtendedData>
<LineString><coordinates>{" ".join(f"{lon},{lat},812" for lon, lat in ROAD)}</coordinates>
</LineString></Placemark></Folder></Folder></Document></kml>
""".encode()

SK42 = Transformer.from_crs(
    "EPSG:4326",
    "+proj=tmerc +lon_0=75 +x_0=13500000 +ellps=krass +units=m "
    "+towgs84=23.57,-140.95,-79.8,0,0.35,0.79,-0.22",
    always_xy=True,
)
"""Zone 13 by the parameters of GOST 32453, to which EPSG:5044 is equal."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """An office with invented boundaries."""
    made = tmp_path_factory.mktemp("office")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(settings, "OFFICE", made)
        store().add(
            boundary(geometry=square(half=CORE)),
            boundary("buffer_zone", geometry=square(half=AROUND)),
            boundary("heritage_protection", "own-mound", square(*VAGUE), accuracy_m=100.0,
                     operation_accuracy_m=0.0),
        )  # fmt: skip
    return made


@pytest.fixture(scope="module")
def office(serve, folder):
    address = serve(MURA_OFFICE=str(folder))
    yield address
    serve.stop(address)


# ---- what is true ------------------------------------------------------------------------------


def along(*points):
    """Metres along a line straight in degrees."""
    whole = 0.0
    for start, end in pairwise(np.array(points, dtype=float)):
        for (lon, lat), (to_lon, to_lat) in pairwise(np.linspace(start, end, 101)):
            whole += Geodesic.WGS84.Inverse(lat, lon, to_lat, to_lon)["s12"]
    return whole


def cuts(half):
    """Where the road crosses the outline of a square round TALGAR: the number of the piece and the
    position, in the order of the road."""
    found = []
    for piece, (start, end) in enumerate(pairwise(np.array(ROAD))):
        for axis in (0, 1):
            for side in (-half, half):
                part = (TALGAR[axis] + side - start[axis]) / (end[axis] - start[axis])
                at = start + part * (end - start)
                if 0 <= part < 1 and abs(at[1 - axis] - TALGAR[1 - axis]) <= half:
                    found.append((piece + part, tuple(at)))
    return [(int(position), at) for position, at in sorted(found)]


def chainage_of(cut):
    piece, at = cut
    return along(*ROAD[: piece + 1], at)


def nearest_m(half):
    """By search: the road metre by metre, the nearest place of the square by either coordinate."""
    stops = np.concatenate(
        [np.linspace(*pair, 5_000) for pair in pairwise(np.array(ROAD, dtype=float))]
    )
    middle = np.array(TALGAR)
    aims = np.clip(stops, middle - half, middle + half)
    return float(Geod(ellps="WGS84").inv(*stops.T, *aims.T)[2].min())


ENTERS, LEAVES = (chainage_of(cut) for cut in cuts(AROUND))


def metres(said):
    """Out of 3+120."""
    kilometres, rest = said.split("+")
    return 1000 * int(kilometres) + int(rest)


def number(said):
    return float(re.sub(r"[^\d.-]", "", said))


# ---- hands -------------------------------------------------------------------------------------


def opened(page, address, query):
    page.goto(f"{address}/screening?{query}")
    Map(page).ready()


def give(page, name, data):
    page.locator(FIELD).first.set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    )


def lines(page):
    """The answer in its five lines."""
    said = page.locator(".mura-answer strong, .mura-answer li")
    expect(said).to_have_count(5, timeout=15_000)
    return said.all_inner_texts()


def says_what_is_true(page):
    """That the five lines say how long, from where to where, and how near, as it was computed."""
    first, crossed, core, *_ = lines(page)
    assert first.startswith("CROSSES")
    assert "Buffer zone (World Heritage)" in crossed and "crosses" in crossed
    length = number(re.search(r"([\d,.]+) m inside", crossed)[1])
    assert length == pytest.approx(LEAVES - ENTERS, abs=1.5)  # to a metre, and written to one
    enter, leave = re.search(r"km (\d+\+\d{3}) – (\d+\+\d{3})", crossed).groups()
    assert (metres(enter), metres(leave)) == pytest.approx((ENTERS, LEAVES), abs=1.5)
    assert "Part of the World Heritage property" in core and "clear" in core
    assert number(re.search(r"([\d,.]+) m away", core)[1]) == pytest.approx(nearest_m(CORE), abs=1)


def middle_of(page):
    return Map(page).evaluate("(({lat, lng}) => [lng, lat])(mura.map.getCenter())")


def downloaded(page, label):
    button = page.locator("[data-testid=stDownloadButton] button")
    with page.expect_download() as coming:
        button.filter(has_text=re.compile(f"^{label}$")).click()
    return coming.value.path().read_bytes()


def on_the_command_line(folder, file):
    """What the command line prints as JSON, with the same office."""
    command = [sys.executable, "cli.py", "screen", str(file), "--json", "-"]
    made = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "MURA_OFFICE": str(folder)}, capture_output=True
    )
    assert made.returncode == 1, made.stderr.decode()  # it crosses
    return made.stdout


# ---- a road -------------------------------------------------------------------------------------


def test_a_road_is_answered_walked_along_and_taken_along(page, watch, office, folder, tmp_path):
    """Scenarios 1, 2, 10, 33, 39: the answer, the strip chart, the language, the files."""
    opened(page, office, "lang=en")
    give(page, "road <1>.kml", KML)
    says_what_is_true(page)
    not_checked = lines(page)[3]
    for zone in ("Protection zone of a monument", "Protective zone of a park"):
        assert zone in not_checked
    checked = page.locator(".mura-section:has(#checked) tbody tr")
    row = checked.filter(has_text="Protection zone of a monument")
    expect(row).to_contain_text("not checked")
    the_strip_says_where(page)
    as_files(page, folder, tmp_path)
    page.locator("[data-testid=stMain]").evaluate("main => main.scrollTo(0, 0)")
    page.get_by_text("Русский", exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", "ru")
    t = translator("ru")
    expect(page.locator(".mura-answer")).to_contain_text(t("crosses"))
    expect(page.get_by_text("road <1>.kml").first).to_be_visible()
    expect(page.locator(FIELD)).to_have_count(0)  # the file is still there
    said = " ".join(lines(page))
    assert [metres(at) for at in re.findall(r"\d+\+\d{3}", said)] == pytest.approx(
        [ENTERS, LEAVES], abs=1.5
    )


def the_strip_says_where(page):
    """Its marks, by mouse and by keyboard, and its table."""
    marks = page.locator(".mura-strip-mark")
    rows = page.locator(".mura-section:has(#strip) tbody tr").all_inner_texts()
    assert len(rows) == marks.count() == 4  # enters, leaves, deepest; nearest to the core
    chart = Map(page)
    here = chart.frame.locator(".mura-here").last
    for cut, what in zip(cuts(AROUND), ("enters", "leaves"), strict=True):
        mark = marks.filter(has_text="┃").nth(("enters", "leaves").index(what))
        said = re.search(rf"{what} at (\d+\+\d{{3}})", mark.get_attribute("aria-label"))
        assert metres(said[1]) == pytest.approx(chainage_of(cut), abs=1.5)
        mark.click() if what == "enters" else mark.press("Enter")
        lon, lat = cut[1]
        expect(here).to_contain_text(f"{lat:.4f}"[:-1])
        assert middle_of(page) == pytest.approx((lon, lat), abs=0.02)
        assert Geod(ellps="WGS84").inv(lon, lat, *position(here))[2] < 1.5
        spelled = here.locator(".mura-copy").all_inner_texts()
        [row] = [row for row in rows if said[1] in row and what in row]
        assert spelled[0] in row and spelled[1] in row
        assert sexagesimal(*reversed(position(here)), translator("en")) == spelled[1]
        surveyed = [float(each) for each in re.findall(r"\d{7,8}", spelled[2])]
        assert surveyed == pytest.approx(SK42.transform(lon, lat), abs=2)
        assert ", ".join(f"{each:.0f}" for each in surveyed) in row
        page.keyboard.press("Escape")
    marks.last.focus()
    page.keyboard.press("Tab")
    region = "document.activeElement.closest('.mura-section').querySelector('h2').id"
    assert page.evaluate(region) == "strip"
    assert page.evaluate("document.activeElement.getAttribute('role')") == "region"


def position(here):
    """Longitude and latitude out of the panel."""
    lat, lon = here.locator(".mura-copy").first.inner_text().split(", ")
    return float(lon), float(lat)


def as_files(page, folder, tmp_path):
    """That every file opens and carries the same clearance of every zone."""
    written = downloaded(page, "JSON")
    road = tmp_path / "road <1>.kml"
    road.write_bytes(KML)
    assert on_the_command_line(folder, road) == written
    found = json.loads(written)["findings"]
    assert {each["verdict"] for each in found[:1]} == {"crosses"}
    true = {f"{each['feature_id']}-{each['zone']}": each["clearance_m"] for each in found}
    assert len(true) == len(found) > 100

    sheet = openpyxl.load_workbook(io.BytesIO(downloaded(page, "XLSX")))["findings"]
    heads, *rows = sheet.iter_rows(values_only=True)
    assert {row[heads.index("id")]: row[heads.index("clearance_m")] for row in rows} == true

    features = json.loads(downloaded(page, "GeoJSON"))["features"]
    told = {each["id"]: each["properties"] for each in features}
    assert {each: told[each]["clearance_m"] for each in true} == true

    packed = tmp_path / "findings.gpkg"
    packed.write_bytes(downloaded(page, "GeoPackage"))
    with sqlite3.connect(packed) as file:
        assert dict(file.execute("SELECT id, clearance_m FROM findings")) == true
        assert file.execute("SELECT count(*) FROM inside").fetchone() == (1,)

    marks = ElementTree.fromstring(downloaded(page, "KML")).findall(".//{*}Placemark")
    data = [{each.get("name"): each.findtext("{*}value") for each in mark.findall(".//{*}Data")}
            for mark in marks]  # fmt: skip
    in_kml = {each["id"]: each.get("clearance_m") for each in data if each.get("verdict")}
    assert in_kml.keys() == true.keys()
    for each, metres_ in true.items():
        assert float(in_kml[each]) == metres_ if metres_ is not None else not in_kml[each]


# ---- the letter ---------------------------------------------------------------------------------


def letter_in(page, form):
    """A file of the section “Letter and report”. By its key: the words come after the button."""
    with page.expect_download(timeout=30_000) as coming:
        page.locator(f".st-key-letter-{form.lower()} button").click()
    return coming.value.path().read_bytes()


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_a_letter_is_taken_home_in_kazakh_and_in_another_language_than_the_screens(
    page, watch, office, size
):
    """Scenarios 3, 4 and 17: the Kazakh letter, an English one off a Russian screen, the same
    figures; five lines that fit a phone."""
    page.set_viewport_size(size)
    opened(page, office, "lang=kk")
    give(page, "Жол.kml", KML)
    assert translator("kk")("crosses") in lines(page)[1]
    kazakh = lines_of_docx(letter_in(page, "DOCX"))
    first = page.locator(".mura-answer").evaluate("box => box.scrollWidth <= window.innerWidth")
    assert first
    assert translator("kk")("CROSSES. The project reaches into what is protected.") in kazakh
    opened(page, office, "lang=ru&report=en")
    give(page, "Жол.kml", KML)
    assert translator("ru")("crosses") in lines(page)[1]
    english = lines_of_docx(letter_in(page, "DOCX"))
    assert "CROSSES. The project reaches into what is protected." in english
    assert translator("ru")("crosses") not in " ".join(english)
    figures = re.compile(r"\d+\+\d{3}|\d\d\.\d{5}|1[2-5]\d{6}")
    same = [sorted(figures.findall(" ".join(each))) for each in (kazakh, english)]
    assert same[0] == same[1]
    said = text_of_pdf(letter_in(page, "PDF"))
    assert set(same[0]) <= set(figures.findall(said))
    book = lines_of_xlsx(letter_in(page, "XLSX"))
    assert "CROSSES. The project reaches into what is protected." in book
    draft = lines_of_docx(letter_in(page, "DOCX"))
    assert draft == english  # the same order again, the same file
    assert faults_of_page_and_map(page) == []


# ---- what is asked, and what cannot be said -----------------------------------------------------


def test_a_swapped_file_is_asked_about_and_a_vague_line_cannot_be_told(page, watch, office):
    """Scenarios 8 and 9."""
    opened(page, office, "lang=en")
    swapped = mapping(LineString([(lat, lon) for lon, lat in ROAD]))
    give(page, "swapped.geojson", json.dumps({"type": "Feature", "properties": {},
                                              "geometry": swapped}).encode())  # fmt: skip
    expect(page.locator("#question")).to_contain_text("wrong way round", timeout=15_000)
    assert page.locator("#answer").count() == 0  # nothing is screened before it is answered
    yes = page.locator("[data-testid=stRadio] label").filter(has_text="change them over")
    yes.last.click()
    says_what_is_true(page)

    lon, lat = VAGUE
    east, north, _ = Geod(ellps="WGS84").fwd(lon + 0.004, lat, 90, 40)
    opened(page, office, f"lang=en&point={north:.7f},{east:.7f}&accuracy=1")
    first, told, *_ = lines(page)
    assert first.startswith("CANNOT SAY")
    assert "own-mound" in told and "40 m away ± 101 m" in told
    row = page.locator(".mura-section:has(#findings) tbody tr").first
    expect(row).to_contain_text("would settle it: a survey")


def test_a_line_that_is_drawn_with_the_ruler_is_screened(page, watch, office):
    page.goto(f"{office}/?lang=en&layer=none#map=13/{TALGAR[1]}/{TALGAR[0]}")
    chart = Map(page).ready()
    chart.frame.get_by_role("button", name="Measure distance and area").click()
    onward = chart.frame.get_by_role("button", name="Screen this line")
    expect(onward).to_be_hidden()
    frame = page.locator("iframe[title='streamlit_folium.st_folium']").bounding_box()
    x, y = frame["x"] + frame["width"] / 2, frame["y"] + frame["height"] / 2
    page.mouse.click(x - 200, y)
    page.mouse.click(x + 200, y)
    expect(chart.frame.locator(".mura-bar p")).to_contain_text("Length")
    onward.click()
    expect(page).to_have_url(re.compile(r"/screening\?.*line=43\.277\d+,77\.18\d+;43\.277"))
    first, told, *_ = lines(page)
    assert first.startswith("CROSSES")
    assert "Part of the World Heritage property “Site of Talgar”" in told
    assert "measure=" not in page.url
    Map(page).ready()
    expect(page).to_have_url(re.compile(r"#map=1[34]/43\.27"))  # the map goes to the line
    assert middle_of(page) == pytest.approx(TALGAR, abs=0.01)
    # What a click may be off by at that zoom: two pixels of 13.9 m (at 43.3 N).
    assert "accuracy=28" in page.url
    expect(page.locator(".mura-section:has(#project)")).to_contain_text("± 28 m")


# ---- for everyone -------------------------------------------------------------------------------


def test_the_answer_is_read_by_everyone_on_a_phone_too(page, watch, office):
    """Scenarios 17 and 37, in Kazakh: its words are the longest."""
    opened(page, office, "lang=kk")
    give(page, "road.kml", KML)
    lines(page)
    Map(page).ready()
    assert faults_of_page_and_map(page) == []
    assert page.viewport_size == WIDE
    page.set_viewport_size(PHONE)
    page.wait_for_timeout(500)
    main = page.locator("[data-testid=stMain]")
    wide, room = main.evaluate("main => [main.scrollWidth, main.clientWidth]")
    assert wide <= room <= PHONE["width"]
    assert page.locator(".mura-answer").bounding_box()["height"] < PHONE["height"]
    Map(page).ready()
    assert faults_of_page_and_map(page) == []


# ---- options of one road -------------------------------------------------------------------------


def test_of_six_lines_the_one_that_crosses_nothing_is_first(page, watch, office):
    """Scenario 5, as at Talgar: five cross the buffer zone, and a check of the place alone would
    have passed four of them."""
    west, east = TALGAR[0] - 0.02, TALGAR[0] + 0.02
    crossing = [
        LineString([(west, TALGAR[1] + north), (east, TALGAR[1] + north)])
        for north in (-0.007, -0.006, 0.0, 0.006, 0.007)
    ]
    round_it = [(west, TALGAR[1]), (west + 0.005, TALGAR[1] + 0.014),
                (east - 0.005, TALGAR[1] + 0.014), (east, TALGAR[1])]  # fmt: skip
    features = [
        {"type": "Feature", "properties": {"name": f"road {number}"}, "geometry": mapping(line)}
        for number, line in enumerate((*crossing, LineString(round_it)), 1)
    ]
    opened(page, office, "lang=en")
    give(page, "six.geojson", json.dumps({"type": "FeatureCollection",
                                          "features": features}).encode())  # fmt: skip
    lines(page)
    page.get_by_text("options of one road", exact=True).click()
    rows = page.locator(".mura-section:has(#options) tbody tr")
    expect(rows).to_have_count(6, timeout=15_000)
    first, *others = rows.all_inner_texts()
    assert "road 6" in first and "nothing" in first and "would pass" in first
    extra = along(*round_it) - along((west, TALGAR[1] + 0.007), (east, TALGAR[1] + 0.007))
    longer = re.search(r"([\d,.]+) m longer than the shortest", first)[1]
    assert number(longer) == pytest.approx(extra, abs=2)
    assert all("Buffer zone (World Heritage)" in row for row in others)
    assert "road 3" in others[-1] and "would not pass" in others[-1]
    told = page.locator(".mura-section:has(#options)")
    expect(told).to_contain_text("would have let 4 pass")
    expect(page.locator(".mura-answer")).to_contain_text("CANNOT SAY")  # the best, told in full
    expect(Map(page).frame.locator(".leaflet-marker-icon.mura-number")).to_have_count(6)
    expect(page).to_have_url(re.compile("rows=options"))
    assert faults_of_page_and_map(page) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_on_a_phone_every_meaning_of_the_rows_is_seen(page, watch, office, lang):
    page.set_viewport_size(PHONE)
    opened(page, office, f"lang={lang}")
    two = [LineString([(77.1, 43.1), (77.2, 43.2)]), LineString([(77.1, 43.1), (77.2, 43.15)])]
    features = [{"type": "Feature", "properties": {}, "geometry": mapping(line)} for line in two]
    give(page, "two.geojson", json.dumps({"type": "FeatureCollection",
                                          "features": features}).encode())  # fmt: skip
    lines(page)
    for meaning in MEANT.values():
        choice = page.get_by_role("radio", name=translator(lang)(meaning))
        box = choice.bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= PHONE["width"]


def test_what_would_clear_it_is_drawn_and_clears_when_it_is_brought_back(page, watch, office):
    """Scenario 6: a way round that keeps 50 m, exported, and clear by as much when screened."""
    opened(page, office, "lang=en")
    give(page, "road.kml", KML)
    says_what_is_true(page)
    field = page.get_by_label("What would clear it? A way round")
    field.fill("50")
    field.press("Enter")
    told = page.locator(".mura-section:has(#detour)")
    expect(told).to_contain_text("keeps 50 m", timeout=15_000)
    extra = re.search(r"([\d,.]+) (m|km) longer than the road", told.inner_text())
    expect(page).to_have_url(re.compile("margin=50"))
    assert extra and number(extra[1]) > 0
    Map(page).frame.locator(".mura-is-detour").first.wait_for(state="attached")
    with page.expect_download() as coming:
        page.locator(".st-key-way-round-geojson button").click()
    written = coming.value.path().read_bytes()
    way = np.array(json.loads(written)["features"][0]["geometry"]["coordinates"])
    assert way[0] == pytest.approx(ROAD[0], abs=1e-6)
    assert way[-1] == pytest.approx(ROAD[-1], abs=1e-6)
    page.get_by_role("button", name="Take another file").click()
    give(page, "way.geojson", written)
    expect(page.locator(".mura-answer")).not_to_contain_text("CROSSES", timeout=15_000)
    rows = page.locator(".mura-section:has(#findings) tbody tr")
    buffer = rows.filter(has_text="Buffer zone (World Heritage)")
    expect(buffer).to_contain_text("clear")
    assert number(re.search(r"([\d,.]+) m\n", buffer.inner_text())[1]) >= 50


# ---- rows that are projects of their own ---------------------------------------------------------


PLOT = 0.0012
"""Side of a plot, degrees."""

PLOTS = [(77.10 + column * 0.01, 43.20 + row * 0.008) for row in range(20) for column in range(25)]
"""South-western corners of 500 plots round TALGAR."""


def meets_the_buffer(corner):
    """Whether a plot and the square of the buffer zone have an inside in common: by hand."""
    return all(
        corner[axis] < TALGAR[axis] + AROUND and corner[axis] + PLOT > TALGAR[axis] - AROUND
        for axis in (0, 1)
    )


def test_500_plots_of_a_table_are_screened_each_by_itself(page, watch, office):
    """Scenario 12: within 20 s on the screen, in any order, a sheet a matter, each on the map."""
    written = "\n".join(
        f'plot {number},"POLYGON(({lon} {lat}, {lon + PLOT} {lat}, {lon + PLOT} {lat + PLOT}, '
        f'{lon} {lat + PLOT}, {lon} {lat}))"'
        for number, (lon, lat) in enumerate(PLOTS, 1)
    )
    crossing = [number for number, each in enumerate(PLOTS, 1) if meets_the_buffer(each)]
    opened(page, office, "lang=en&rows=each")
    give(page, "plots.csv", f"name,wkt\n{written}\n".encode())
    page.locator("label").filter(has_text="EPSG:4326").click()
    said = page.locator(".mura-section:has(#batch)")
    expect(said).to_contain_text("500 rows were screened.", timeout=20_000)
    expect(said).to_contain_text(f"Crosses: {len(crossing)}.")
    table = page.locator(".mura-told").filter(has_text="Nearest of what it does not cross")
    rows = table.locator("tbody tr")
    expect(rows).to_have_count(50)
    gravest = [int(each) for each in re.findall(r"plot (\d+)", " ".join(rows.all_inner_texts()))]
    assert set(gravest[: len(crossing)]) == set(crossing)
    chart = Map(page)
    crosses = chart.frame.locator(".mura-is-row_crosses")
    expect(crosses).to_have_count(2 * (len(crossing) - 1))  # a stroke and its casing; one is told
    rows.nth(1).locator("a").click()
    here = chart.frame.locator(".mura-here").last
    expect(here).to_be_visible()
    lon, lat = PLOTS[gravest[1] - 1]
    assert position(here) == pytest.approx((lon + PLOT / 2, lat + PLOT / 2), abs=PLOT / 2)
    choose(page, "Order of the rows", "as in the file")
    expect(rows.first).to_contain_text("plot 1")
    choose(page, "Leaf of the list", "10 of 10")
    expect(rows.last).to_contain_text("plot 500")
    expect(page).to_have_url(re.compile("leaf=10"))
    book = openpyxl.load_workbook(io.BytesIO(downloaded(page, "All rows as XLSX")))
    assert book.sheetnames == ["about", "columns", "rows", "findings", "not_checked", "steps"]
    heads, *cells = book["rows"].iter_rows(values_only=True)
    of_rows = {row[heads.index("row")]: row[heads.index("verdict")] for row in cells}
    found = [row for row, verdict in of_rows.items() if verdict == "crosses"]
    assert found == [number + 1 for number in crossing]  # the first line of the file is its heads
    assert len(of_rows) == 500
    assert faults_of_page_and_map(page) == []


def choose(page, label, said):
    """Streamlit's list closes again now and then, as soon as it is open: it is opened once more."""
    option = page.get_by_role("option", name=said, exact=True)
    for _ in range(5):
        page.get_by_role("combobox", name=label).press("ArrowDown")
        try:
            return option.click(timeout=2_000)
        except TimeoutError:
            page.keyboard.press("Escape")
    pytest.fail(f"the list of {label} does not open")
