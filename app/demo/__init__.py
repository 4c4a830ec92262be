"""Builds the demo edition through the services."""
