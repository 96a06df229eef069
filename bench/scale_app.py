"""The server with a layer of BENCH_FEATURES places; with BENCH_PLAIN its map is the plain one."""

import os
from pathlib import Path

import streamlit as st

import bench.enlarged  # noqa: F401  before everything that asks for the collection
from ui.server import lifespan, middleware, routes

HERE = Path(__file__).parent
PAGE = HERE / "plain_page.py" if os.environ.get("BENCH_PLAIN") else HERE.parent / "ui/frame.py"

app = st.App(PAGE, routes=routes(), middleware=middleware(), lifespan=lifespan)
