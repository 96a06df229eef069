"""Ledger: what the office has screened, what adds up at each place, and what has changed since."""

import streamlit as st

from geodata.ledger import ledger
from geodata.problems import ContractError
from layers.catalogue import collection
from ui import language, session
from ui.ledger import answered_again, chosen, drawn, opened, overview
from ui.problems import refusals
from ui.screening import on_the_map
from ui.screening_address import asked

t = language.choose()
session.enter("ledger")

refusals(collection().refused, t)
try:
    entries, remarks = ledger().entries(), ledger().remarks()
except ContractError as error:
    refusals([error], t)
    st.stop()

overview(entries, remarks, t)
entry = chosen(entries, t)
if entry is not None:
    paper = ledger().paper(entry.id)
    now = answered_again(paper, t)
    on_the_map(now, drawn(paper), asked(), t)
    if now is not None:
        opened(entry, paper, now, remarks, t)
