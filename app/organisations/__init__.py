"""Agencies and their members."""
