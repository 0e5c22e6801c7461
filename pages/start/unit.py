"""Min enhet: the page a manager meets first."""

import streamlit as st

from core.rules.access import Action
from core.texts import _
from pages.ui import guard

actor = guard.require_actor(Action.VIEW_UNIT)
st.title(_("Min enhet"), anchor=False)
