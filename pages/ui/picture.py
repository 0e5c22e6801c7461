"""The one clickable component: HTML made here, clicks on elements with `data-k` come back."""

import streamlit as st

from pages.ui import look
from pages.ui.markup import Markup, fill

# Streamlit makes the component's HTML anew when its data change, which drops the focus. The
# host element outlives that, so it remembers the key that had the focus. A wide table becomes
# a stop for the keyboard only where it really scrolls sideways.
_SCRIPT = """
export default function (component) {
  const { parentElement: root, data, setTriggerValue } = component;
  const host = root.host || root;
  const frame = root.querySelector('.r');
  const remembered = () =>
    [...frame.querySelectorAll('[data-k]')].find(
      (element) => element.dataset.k === host.rodretFocus && element.offsetParent
    );
  const markScrollable = () => {
    for (const area of frame.querySelectorAll('.r-tw')) {
      if (area.scrollWidth > area.clientWidth + 1) area.setAttribute('tabindex', '0');
      else area.removeAttribute('tabindex');
    }
  };
  if (frame.rodretHtml !== data.html) {
    frame.rodretHtml = data.html;
    frame.innerHTML = data.html;
    const element = remembered();
    if (element) element.focus({ preventScroll: true });
  }
  frame.onclick = (event) => {
    const element = event.target.closest('[data-k]');
    if (!element) return;
    host.rodretFocus = element.dataset.k;
    setTriggerValue('pick', element.dataset.k);
  };
  frame.onfocusout = () => {
    if (!frame.isConnected || !frame.innerHTML) return;
    setTimeout(() => {
      const elsewhere = !root.activeElement && document.activeElement !== document.body;
      if (frame.isConnected && elsewhere) host.rodretFocus = null;
    }, 0);
  };
  const observer = new ResizeObserver(markScrollable);
  observer.observe(frame);
  markScrollable();
  return () => observer.disconnect();
}
"""

_component = st.components.v2.component(
    "rodret_picture",
    html='<div class="r" lang="sv"></div>',
    css=look.own_css(),
    js=_SCRIPT,
)


def picture(key: str, markup: Markup) -> str | None:
    """Show markup; return the key that was clicked just now, or None."""
    result = _component(key=key, data={"html": str(markup)}, on_pick_change=_nothing)
    picked = result.pick
    return str(picked) if picked is not None else None


def button(key: str, inner: object, *, css: str = "r-link", pressed: bool | None = None) -> Markup:
    """Return a button whose click gives its key back from `picture`; `pressed` marks a choice."""
    state = Markup("") if pressed is None else Markup(f' aria-pressed="{str(pressed).lower()}"')
    return fill(
        '<button type="button" class="{css}" data-k="{key}"{state}>{inner}</button>',
        css=css, key=key, state=state, inner=inner,
    )  # fmt: skip


def _nothing() -> None:
    """Make the trigger exist; the rerun itself is the answer to a click."""
