"""Inläsning: loading files."""

import streamlit as st

from core.rules.access import Action
from core.texts import _
from pages.ui import guard

actor = guard.require_actor(Action.LOAD_FILES)
st.title(_("Inläsning"), anchor=False)
