"""Charts: drawn by the library that Streamlit ships (Vega-Lite), which asks nobody for anything.

A chart is for the eye; whoever shows one shows its figures as a table as well.
"""

from collections.abc import Sequence
from typing import Any

import streamlit as st

Values = Sequence[dict[str, Any]]

_CONFIG: dict[str, Any] = {
    "font": "inherit",
    "axis": {
        "labelFontSize": 12,
        "titleFontSize": 12,
        "labelLimit": 220,
        "labelColor": "#1f1b18",
        "titleColor": "#1f1b18",
        "gridColor": "#e5ded3",
    },
    "legend": {"labelFontSize": 12, "titleFontSize": 12, "labelLimit": 260, "orient": "top"},
    "view": {"stroke": None},
}


def chart(spec: dict[str, Any], values: Values, described: str, key: str) -> None:
    """Show a Vega-Lite chart of these values as wide as the page lets it be.

    `described`: what a screen reader says of it. Texts of the values are letters to Vega: it takes
    expressions from the specification alone, so no text of data may enter that.
    """
    whole = {"description": described, "config": _CONFIG, "data": {"values": list(values)}, **spec}
    st.vega_lite_chart(spec=whole, width="stretch", theme=None, key=key)
