"""Jurors and the panel of a round."""
