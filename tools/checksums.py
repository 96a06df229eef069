"""`python -m tools.checksums`: write the checksum of every data file into geodata/SOURCES.toml."""

import re

from geodata.settings import HERE
from geodata.tables import digest


def main() -> None:
    """Replace each block's sha256 by that of the file that the block names."""
    sources = HERE / "SOURCES.toml"
    text = sources.read_text("utf-8")
    blocks = re.split(r"(?m)^(?=\[)", text)
    sources.write_text("".join(map(_with_checksum, blocks)), "utf-8", newline="\n")


def _with_checksum(block: str) -> str:
    named = re.search(r'(?m)^file = "([a-z_/]+\.(?:geojson|json))"$', block)
    if named is None:
        return block
    layer = block.startswith("[[source]]")
    checksum = digest((HERE / "files" if layer else HERE) / named.group(1))
    return re.sub(r'(?m)^sha256 = ".*"$', f'sha256 = "{checksum}"', block)


if __name__ == "__main__":
    main()
