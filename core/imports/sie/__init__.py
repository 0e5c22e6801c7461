"""Reads SIE files of type 1–4."""
