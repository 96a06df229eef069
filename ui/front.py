"""Streamlit's start page as our addresses give it, with what no page of ours could still mend.

It leaves out the font that Streamlit loads before all else; it tells our look from the first
moment, or that font would still come for the words "Connecting"; it keeps the language of the
page, which Streamlit says is always English, and the words of its field for a file, as ui/look.py
marks them; it goes to the section that a link names, which is not there yet when the browser looks
for it; and in a class it brings the browser's part of that (ui/in_class.py).
"""

import re
from functools import cache
from pathlib import Path

import streamlit as st
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from streamlit import file_util

from geodata.escape import for_script
from ui import in_class
from ui.look import LANGUAGE_MARK
from workshop.classroom import here

_PAGES = Path(__file__).resolve().parents[1] / "pages"
_PRELOADED_FONT = re.compile(r'<link\s+rel="preload"[^>]*as="font"[^>]*/>')
_LOOK = {
    "bodyFont": "font",
    "primaryColor": "primaryColor",
    "backgroundColor": "backgroundColor",
    "secondaryBackgroundColor": "secondaryBackgroundColor",
    "textColor": "textColor",
}
"""Streamlit's name of each part of a theme in the browser, and in .streamlit/config.toml."""

_SCRIPT = """<script>
  window.__streamlit = %(themes)s;
  // What comes above it afterwards would push it away: until all is there, or the reader moves.
  function goTo(found) {
    const again = setInterval(() => found.scrollIntoView(), 150);
    const enough = () => clearInterval(again);
    for (const act of ["wheel", "touchstart", "keydown", "pointerdown"]) {
      addEventListener(act, enough, { once: true, passive: true });
    }
    setTimeout(enough, 4000);
  }
  // Streamlit words its field for a file in English only; ui/look.py marks our words.
  // A text node keeps its place and gets other letters: React goes on with it as before.
  function say(element, words) {
    const node = element && document.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode();
    if (node && node.nodeValue !== words) node.nodeValue = words;
  }
  function reword({ choose, drop, remove, refused }) {
    for (const field of document.querySelectorAll("[data-testid=stFileUploaderDropzone]")) {
      field.setAttribute("role", "group");
      field.querySelector("input").setAttribute("aria-label", choose);
      say(field.querySelector("button p"), choose);
      say(field.querySelector(":scope > div:not([data-testid]) > span"), drop);
      field.querySelector("[aria-label='Add files']")?.setAttribute("aria-label", choose);
      for (const chip of field.querySelectorAll("[data-testid=stFileChip]")) {
        chip.querySelector("button")?.setAttribute("aria-label", remove);
        say(document.getElementById(chip.getAttribute("aria-describedby")), refused);
      }
    }
  }
  // On a phone its list of pages holds the sections as plain blocks, which no list may hold: a
  // group of links is what it is.
  function regroup() {
    const list = document.querySelector("[data-testid=stSidebarNavItems]");
    for (const each of list ? [list, ...list.querySelectorAll("li")] : []) {
      if (!each.role) each.role = each === list ? "group" : "none";
    }
  }
  let section = location.hash.slice(1);
  new MutationObserver(() => {
    const found = section && document.getElementById(section);
    if (found) {
      section = "";
      goTo(found);
    }
    const mark = document.querySelector(%(mark)s);
    if (mark && document.documentElement.lang !== mark.lang) {
      document.documentElement.lang = mark.lang;
    }
    if (mark) reword(mark.dataset);
    regroup();
  }).observe(document, { childList: true, subtree: true, attributeFilter: ["lang"] });
</script>"""


async def front(request: Request) -> Response:
    """Streamlit's page for the browser. It is small, and changes with Streamlit: never kept."""
    return HTMLResponse(_page(), headers={"Cache-Control": "no-cache"})


def pages() -> list[str]:
    """The addresses of the pages: the frame calls each as its file, with hyphens."""
    return [f"/{path.stem.replace('_', '-')}" for path in _PAGES.glob("[a-z]*.py")]


@cache
def _page() -> str:
    page = (Path(file_util.get_static_dir()) / "index.html").read_text("utf-8")
    look = {name: st.get_option(f"theme.{option}") for name, option in _LOOK.items()}
    script = _SCRIPT % {
        "themes": for_script({"LIGHT_THEME": look, "DARK_THEME": look}),
        "mark": for_script(f".{LANGUAGE_MARK}"),
    }
    script += in_class.scripts() if here() else ""
    return _PRELOADED_FONT.sub("", page).replace("</title>", f"</title>{script}", 1)
