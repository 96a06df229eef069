"""The same server with the Map page made the plain way: see plain_page.py."""

from pathlib import Path

import streamlit as st

from ui.server import lifespan, routes

app = st.App(Path(__file__).with_name("plain_page.py"), routes=routes(), lifespan=lifespan)
