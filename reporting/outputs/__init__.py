"""The figures as JSON, CSV, PDF and on screen. Outputs are given the figures and run no query."""
