"""Lines of one file as options of one road, as JSON: the best first, each with its document."""

from collections.abc import Sequence

from analysis.options import Option
from layers.answer import Answer, Source
from reports.findings import FORMAT, document, encoded, metres


def as_json(ranked: Sequence[Option], answers: Sequence[Answer], source: Source) -> bytes:
    """`answers`: in the order of the file, as `Option.number` counts them."""
    whole = {
        "format": FORMAT,
        "input_sha256": source.sha256,
        "options": [
            {
                "rank": rank,
                "option": each.number,
                "name": answers[each.number - 1].source.names[0],
                "extra_m": metres(each.extra_m),
                "inside_m": metres(each.inside_m),
                "property_alone_would_pass": each.property_alone,
                **document(answers[each.number - 1]),
            }
            for rank, each in enumerate(ranked, 1)
        ],
    }
    return encoded(whole)
