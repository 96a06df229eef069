"""What the browser fetches of the stories: titles, texts, views; plain text in one language."""

import json
from typing import Any

from geodata.stories import Step, stories
from layers.catalogue import collection
from layers.freshness import while_data_stay
from layers.vendor import Asset, asset


@while_data_stay()
def story_payload(lang: str) -> Asset:
    """All stories in one language: a list of {id, title, steps}."""
    told = [
        {"id": story.id, "title": story.title[lang], "steps": [_step(s, lang) for s in story.steps]}
        for story in stories()
    ]
    body = json.dumps(told, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
    return asset(f"stories-{lang}.json", body)


def _step(step: Step, lang: str) -> dict[str, Any]:
    """A step, without the layers and the place that an office's own files may lack."""
    here = collection()
    return {
        "title": step.title[lang],
        "text": step.text[lang],
        "view": step.view,
        "layers": [name for name in step.layers if name in here.digests],
        "place": step.place if step.place in here.table.index else None,
        "sources": list(step.sources),
    }
