"""Worked examples: a line of a CSV file, evaluated by its rule. Only `python -m statute` uses them."""
