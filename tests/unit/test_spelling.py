"""Coordinates as people write them: one point in many spellings, and nothing that is no point."""

from math import cos, hypot, radians

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Transformer

from geodata.coordinates.spelling import angle, number, pair, readings, understand

LAT, LON = 43 + 18 / 60 + 12 / 3600, 77 + 14 / 60 + 32 / 3600
"""Near Talgar: 43°18'12" N, 77°14'32" E."""

SPELLINGS = """
43.303333, 77.242222
43,303333, 77,242222
43,303333 77,242222
43,303333;77,242222
43,303333,77,242222
77.242222 43.303333
43.303333/77.242222
43.303333 | 77.242222
43.303333\t77.242222
+43.303333+77.242222/
(43.303333, 77.242222)
[77.242222, 43.303333]
43.303333° 77.242222°
43.303333\u00a0\u00a077.242222
43 18 12 77 14 32
43:18:12 77:14:32
43-18-12 77-14-32
43 18.2 77 14.533333
geo:43.303333,77.242222
geo:43.303333,77.242222,1100;u=35
POINT(77.242222 43.303333)
SRID=4326;POINT(77.242222 43.303333)
POINT Z (77.242222 43.303333 1100)
43.303333 77.242222 h=1100
43.303333, 77.242222, 1100 м
"""
"""Which number is the latitude is left to their size."""

NAMED = """
43.303333°N 77.242222°E
N43.303333 E77.242222
N 43.303333, E 77.242222
77.242222 E, 43.303333 N
43.303333N77.242222E
С 43,303333 В 77,242222
43°18'12"N 77°14'32"E
43° 18′ 12″ N, 77° 14′ 32″ E
43º18’12” с.ш. 77º14’32” в.д.
43°18'12'' С.Ш., 77°14'32'' В.Д.
43°18'12"сш 77°14'32"вд
с.ш. 43°18'12" в.д. 77°14'32"
43°18'12,0" с. ш.; 77°14'32,0" в. д.
43 18 12.0 N 77 14 32.0 E
N 43 18 12 E 77 14 32
43d18m12sN 77d14m32sE
43deg 18min 12sec N 77deg 14min 32sec E
43 град 18 мин 12 сек с.ш., 77 град 14 мин 32 сек в.д.
43° 18.2' N 77° 14.533333' E
43°18,2' С 77°14,533333' В
43°18'12" с.е. 77°14'32" ш.б.
С.Е. 43°18'12", Ш.Б. 77°14'32"
43,303333 солтүстік ендік, 77,242222 шығыс бойлық
солтүстік ендік 43°18'12", шығыс бойлық 77°14'32"
43,303333 северной широты 77,242222 восточной долготы
северная широта: 43,303333; восточная долгота: 77,242222
широта 43,303333 долгота 77,242222
долгота: 77,242222; широта: 43,303333
ендік 43.303333 бойлық 77.242222
lat=43.303333, lon=77.242222
Longitude: 77.242222 Latitude: 43.303333
"""
"""They say themselves which number is the latitude."""


def lines(text):
    return text.strip("\n").split("\n")


def metres_between(position, lon, lat):
    east, north = (position[0] - lon) * cos(radians(lat)), position[1] - lat
    return hypot(east, north) * 111_320


def in_wgs84(text):
    return [each for each in understand(text) if each.token.endswith("EPSG:4326")]


@pytest.mark.parametrize("text", [*lines(SPELLINGS), *lines(NAMED), "43.303333\n77.242222"])
def test_every_spelling_of_one_point_lands_on_it(text):
    (found,) = in_wgs84(text)
    assert metres_between(found.position, LON, LAT) < 1
    assert found.likely


@pytest.mark.parametrize("text", lines(NAMED))
def test_a_hemisphere_or_a_name_leaves_no_doubt_of_the_axes(text):
    assert pair(text).known
    assert not any(each.token.startswith("swapped:") for each in understand(text))


@pytest.fixture(scope="module")
def zoned():
    """The point in Gauss-Krüger zone 13 by the parameters of EPSG operation 5044, written out."""
    grid = (
        "+proj=tmerc +lat_0=0 +lon_0=75 +k=1 +x_0=13500000 +y_0=0 +ellps=krass "
        "+towgs84=23.57,-140.95,-79.8,0,0.35,0.79,-0.22 +units=m +no_defs"
    )
    project = Transformer.from_crs("EPSG:4326", grid, always_xy=True)
    return [round(each, 1) for each in project.transform(LON, LAT)]


@pytest.mark.parametrize(
    "form",
    [
        "X={north} Y={east}",
        "x {north}, y {east}",
        "Х {north}; У {east}",
        "Y={east} X={north}",
        "E {east} N {north}",
        "easting {east} northing {north}",
        "{north} {east}",
        "{east}; {north}",
        "{north} {east} 950",
        "{spaced_east}; {spaced_north}",
        "{spaced_north} {spaced_east}",
        "{thin_north} м, {thin_east} м",
        "POINT({east} {north})",
    ],
)
def test_eastings_and_northings_land_on_it_too(form, zoned):
    east, north = zoned
    text = form.format(
        east=east,
        north=north,
        spaced_east=f"{east:,}".replace(",", " "),
        spaced_north=f"{north:,}".replace(",", " "),
        thin_east=f"{east:,}".replace(",", "\u2009").replace(".", ","),
        thin_north=f"{north:,}".replace(",", "\u202f").replace(".", ","),
    )
    assert pair(text).known
    (found,) = [each for each in understand(text) if each.token == "EPSG:28413"]
    assert metres_between(found.position, LON, LAT) < 1


def test_where_both_readings_are_possible_both_are_given():
    tokens = {each.token: each.position for each in understand("50.5, 51.25")}
    assert tokens["EPSG:4326"] == (50.5, 51.25)
    assert tokens["swapped:EPSG:4326"] == (51.25, 50.5)
    assert "swapped:EPSG:4326" not in {each.token for each in understand("50.5 E, 51.25 N")}
    assert "swapped:EPSG:4326" in {each.token for each in understand("X=50.5 Y=51.25")}


def test_what_a_spelling_lays_down_is_not_asked():
    assert {each.token for each in understand("geo:43.3,77.2")} == {"EPSG:4326"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "43",
        "hello world",
        "43 60 00 N 77 00 00 E",
        "43 10 60 77 10 10",
        "43°16'61\" 77°1'1\"",
        "43 N 44 N",
        "77°13'20с 43°16'40с.ш.",
        "E 77.2 W 43",
        "-43.3 N 77.2 E",
        "95 N 77 E",
        "181 43.5",
        "43.303333 277.24",
        "4795200 43.3",
        "43.303333 77.242222 90",
        "43 16 77",
        "1 2 3",
        "43° 77 13 20",
        "43 18 12 77.24",
        "43° 50",
        "43N 680123 4793456",
        "1,3681E+07 4795200",
        "43.3.3 77.2",
        "X=4795200 X=13681000",
        "lat 43.3 lat 77.2",
        "٤٣.٣ ٧٧.٢",
        "４３.３ ７７.２",
        "nan nan",
        "inf, 77.2",
        "geo:95,77",
        "POINT(43,3 77,2)",
        "POINT EMPTY",
        "43.3 77.2 " * 30,
    ],
)
def test_what_is_no_pair_is_refused_and_never_misread(text):
    assert readings(text) == ()
    assert understand(text) == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("43,303", 43.303),
        (" 43.303 ", 43.303),
        ("-5,5", -5.5),
        ("−5.5", -5.5),
        ("13 681 000", 13681000),
        ("13\u00a0681\u202f000,25", 13681000.25),
        ("4,795,200.5", 4795200.5),
        ("1.36810005E7", 13681000.5),
        ("1,3681E+07", None),
        ("13 68 1000", None),
        ("13.681.000", None),
        ("43.3°", None),
        ("=43.3", None),
        ("1e999", None),
        ("nan", None),
        ("٤٣", None),
        ("", None),
    ],
)
def test_numbers(text, value):
    assert number(text) == value


@pytest.mark.parametrize(
    ("text", "degrees", "hemisphere", "marked"),
    [
        ("43.5", 43.5, "", False),
        ("43 30 36", 43.51, "", True),
        ("43°30'36\" с.е.", 43.51, "n", True),
        ("ш.б. 77°30'", 77.5, "e", True),
        ("10,5 W", -10.5, "w", True),
        ("12 s.", -12, "s", True),
        ("-12 30", -12.5, "", True),
        ("43d30m36s", 43.51, "", True),
    ],
)
def test_angles(text, degrees, hemisphere, marked):
    found = angle(text)
    assert found.degrees == pytest.approx(degrees, abs=1e-9)
    assert (found.hemisphere, found.marked) == (hemisphere, marked)


@pytest.mark.parametrize("text", ["43 60", "200", "95 N", "43.5 30", "X=43", "43°16'40 s", "43 м"])
def test_what_is_no_angle(text):
    assert angle(text) is None


def parts(degrees, decimals):
    """Degrees, minutes and seconds, in whole units of the last decimal."""
    units = round(degrees * 3600 * 10**decimals)
    minutes, seconds = divmod(units, 60 * 10**decimals)
    return minutes // 60, minutes % 60, seconds / 10**decimals


FORMS = [
    lambda lat, lon: f"{lat:.7f}, {lon:.7f}",
    lambda lat, lon: f"{lat:.7f};{lon:.7f}".replace(".", ","),
    lambda lat, lon: f"{lat:.7f} {lon:.7f}".replace(".", ","),
    lambda lat, lon: f"{lon:.7f} E {lat:.7f} N",
    lambda lat, lon: "{}°{}'{:.3f}\" с.ш., {}°{}'{:.3f}\" в.д.".format(
        *parts(lat, 3), *parts(lon, 3)
    ),
    lambda lat, lon: "{} {} {:.3f} {} {} {:.3f}".format(*parts(lat, 3), *parts(lon, 3)),
    lambda lat, lon: "{}:{}:{:.3f}\t{}:{}:{:.3f}".format(*parts(lat, 3), *parts(lon, 3)),
    lambda lat, lon: "ш.б. {}°{}'{:.2f}\" с.е. {}°{}'{:.2f}\"".format(
        *parts(lon, 2), *parts(lat, 2)
    ),
    lambda lat, lon: f"POINT({lon:.7f} {lat:.7f})",
]


@given(lat=st.floats(40.5, 55.5), lon=st.floats(46.5, 87.4), form=st.sampled_from(FORMS))
def test_round_trips_over_kazakhstan(lat, lon, form):
    """The truth is always among the meanings; alone where no other order of axes is possible."""
    found = in_wgs84(form(lat, lon))
    assert any(metres_between(each.position, lon, lat) < 1 for each in found)
    assert len(found) == 1 or lon < 57.1


@given(st.text(alphabet="0123456789 .,;°'\"-+NSEWсюзвxy:/mhd", max_size=60))
def test_any_text_is_taken_or_refused(text):
    for found in readings(text):
        assert abs(found.x) <= 180 or not found.degrees
