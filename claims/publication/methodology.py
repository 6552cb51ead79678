"""Which rules a verdict was made by: the page that tells how we work, in versions."""

from datetime import date

# Whoever changes what the page says raises the number and sets the day; each record keeps the number it was made by.
VERSION, SINCE = 1, date(2026, 11, 23)
