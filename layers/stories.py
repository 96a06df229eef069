"""What the browser fetches of the stories: titles, texts, views; plain text in one language."""

import json
from typing import Any
from urllib.parse import quote

import geopandas as gpd

from analysis.select import Query, drawn, select
from geodata.stories import Step, Story, stories
from layers.catalogue import collection
from layers.freshness import while_data_stay
from layers.payload import shown
from layers.vendor import FROM_COMPONENT, Asset, asset

HAND_OUTS = "geo/handout/"
"""Where ui/papers.py serves the page of a story to hand out, below the application's root."""


@while_data_stay()
def story_payload(lang: str) -> Asset:
    """All stories in one language: a list of {id, title, handout, steps}."""
    told = [_story(story, lang) for story in stories()]
    body = json.dumps(told, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
    return asset(f"stories-{lang}.json", body)


def story_of(identity: str) -> Story:
    """The story of that id. Raises KeyError."""
    return {story.id: story for story in stories()}[identity]


def places_of(step: Step) -> gpd.GeoDataFrame:
    """What the map draws at a step: id, layer, geometry (EPSG:4326)."""
    table = collection().table
    query = Query(layers=step.layers, regions=step.regions, as_of=step.as_of)
    return drawn(table, select(table, query), query)


def handout_address(identity: str, lang: str) -> str:
    """Of the page to hand out, below the application's root."""
    return f"{HAND_OUTS}{quote(identity, safe='')}/{lang}.pdf"


def _story(story: Story, lang: str) -> dict[str, Any]:
    return {
        "id": story.id,
        "title": story.title[lang],
        "handout": FROM_COMPONENT + handout_address(story.id, lang),
        "steps": [_step(step, lang) for step in story.steps],
    }


def _step(step: Step, lang: str) -> dict[str, Any]:
    """A step, without the place that an office's own files may lack."""
    return {
        "title": step.title[lang],
        "text": step.text[lang],
        "view": step.view,
        "shown": shown(places_of(step)),
        "place": step.place if step.place in collection().table.index else None,
        "sources": list(step.sources),
    }
