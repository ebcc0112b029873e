"""Notebooks to one page, in batch: ``reports.yml`` says which, with which values, and when."""
