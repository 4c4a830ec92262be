"""Conflicts of interest and what follows from them."""
