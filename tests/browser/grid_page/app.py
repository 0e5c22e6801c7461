"""The grid alone with our routes and policy, without the gate: `uvicorn tests.browser.grid_page.app:app`."""

import streamlit as st
from starlette.middleware import Middleware

from server.assets import asset_routes
from server.headers import SecureHeaders

ROUTES = asset_routes()
MIDDLEWARE = [Middleware(SecureHeaders, https=False)]

app = st.App("tests/browser/grid_page/sheet.py", routes=ROUTES, middleware=MIDDLEWARE)
