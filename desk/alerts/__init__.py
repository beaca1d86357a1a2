"""Safety alerts: the list, one alert with its clock, acknowledging it and closing it by what was done."""
