"""The law: dates, codes and timescales as pure functions. Knows no Django."""
