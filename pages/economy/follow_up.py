"""Uppföljning: outcome against budget."""

import streamlit as st

from core.rules.access import Action
from core.texts import _
from pages.ui import guard

actor = guard.require_actor(Action.VIEW_ECONOMY)
st.title(_("Uppföljning"), anchor=False)
