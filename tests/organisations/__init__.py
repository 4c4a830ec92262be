"""Tests of app/organisations."""
