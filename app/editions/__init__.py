"""Programmes, editions, categories, form fields, rubrics and the phase machine."""
