"""The process: Streamlit with our routes and middleware around it.

Streamlit finds `app` by reading this file, so it must stay a literal assignment.
"""

import streamlit as st

from core.settings import load_settings
from server import streamlit_options
from server.lifespan import lifespan
from server.routes import middleware, routes

ROUTES = routes()
MIDDLEWARE = middleware(load_settings())

app = st.App("pages/shell/main.py", lifespan=lifespan, routes=ROUTES, middleware=MIDDLEWARE)

streamlit_options.apply(load_settings())
