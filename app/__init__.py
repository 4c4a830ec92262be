"""Tahkeem: an open-source platform that judges awards competitions, Arabic first."""
