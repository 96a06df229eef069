"""Letters on paper: the one font, how wide a text is, and where its lines break.

The font comes with matplotlib, so every machine prints the same, and it is put into the file, so
every machine shows the same. It has all letters of Kazakh and Russian.
"""

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

import matplotlib
from matplotlib.font_manager import FontProperties, get_font
from matplotlib.textpath import text_to_path

_FOLDER = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
_FACES = {
    "regular": "DejaVuSans.ttf",
    "bold": "DejaVuSans-Bold.ttf",
    "italic": "DejaVuSans-Oblique.ttf",
}
MM_PER_POINT = 25.4 / 72
LINE = 1.32
"""Distance of lines, in sizes of the letters."""
UNKNOWN = "□"
"""What stands for a letter that the font does not have."""
_GAP = re.compile(r"[^\S\u00a0\u202f]+")
"""Where a line may break: not inside 142 927, whose space is one that does not break."""

matplotlib.rcdefaults()  # not what a matplotlibrc of this machine says
matplotlib.rcParams.update(
    {
        "pdf.fonttype": 42,  # TrueType, whole letters: text in the file can be searched and copied
        "text.parse_math": False,  # a dollar in a name is a dollar
        "text.hinting": "no_hinting",  # as wide on every machine, and as wide as its halo
        "path.simplify": False,
    }
)


@cache
def face(name: str, size: float) -> FontProperties:
    """The font in a face ("regular", "bold", "italic") and a size in points."""
    return FontProperties(fname=str(font_file(name)), size=size)


def font_file(name: str) -> Path:
    """Where the font of a face lies."""
    return _FOLDER / _FACES[name]


@cache
def known() -> frozenset[int]:
    """The code points that every face has a letter for."""
    maps = (get_font(str(_FOLDER / file)).get_charmap() for file in _FACES.values())
    return frozenset.intersection(*map(frozenset, maps))


def drawable(text: str) -> str:
    """The text in one line, without invisible letters, a box for each that the font lacks."""
    spaced = _GAP.sub(" ", str(text)).strip()
    seen = (letter for letter in spaced if unicodedata.category(letter)[0] != "C")
    return "".join(letter if ord(letter) in known() else UNKNOWN for letter in seen)


@lru_cache(8192)
def width(text: str, size: float, name: str = "regular") -> float:
    """How wide a text is, millimetres."""
    if not text:
        return 0.0
    across, _, _ = text_to_path.get_text_width_height_descent(text, face(name, size), ismath=False)
    return float(across) * MM_PER_POINT


@lru_cache(65536)
def advance(word: str, name: str = "regular") -> float:
    """How far a word takes the pen, millimetres a point of its size: its ink and its bearings."""
    return (width(f"|{word}|", 100, name) - width("||", 100, name)) / 100


def line_height(size: float) -> float:
    """Millimetres from line to line of letters of this size in points."""
    return size * LINE * MM_PER_POINT


def wrap(text: str, room: float, size: float, name: str = "regular") -> list[str]:
    """The text in lines of at most `room` millimetres, broken between words; a word that is longer
    than a line is broken inside."""
    lines = [""]
    for word in drawable(text).split(" "):
        joined = f"{lines[-1]} {word}".strip()
        if width(joined, size, name) <= room:
            lines[-1] = joined
            continue
        pieces = _broken(word, room, size, name)
        lines[-1:] = [lines[-1], *pieces] if lines[-1] else pieces
    return lines


def balanced(text: str, room: float, size: float, name: str = "regular") -> list[str]:
    """The text in as few lines as `wrap` needs, about equally long."""
    lines = wrap(text, room, size, name)
    narrower = (wrap(text, room * part / 20, size, name) for part in range(10, 20))
    return next((each for each in narrower if len(each) == len(lines)), lines)


def _broken(word: str, room: float, size: float, name: str) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and width(pieces[-1] + letter, size, name) > room:
            pieces.append("")
        pieces[-1] += letter
    return pieces
