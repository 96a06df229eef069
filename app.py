"""The server: Streamlit's pages and our own addresses for data, scripts and tiles, on one port.

`streamlit run app.py` and `uvicorn app:app` both work, from the repository's root.
"""

import streamlit as st

from ui.server import lifespan, middleware, routes

app = st.App("ui/frame.py", routes=routes(), middleware=middleware(), lifespan=lifespan)
