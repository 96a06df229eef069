"""The answers: tables in, tables out. No input or output, no Streamlit, no language."""
