"""4. März 2026; a moment with its zone, as everywhere here."""

DATE_FORMAT = "j. F Y"
DATETIME_FORMAT = "j. F Y, H:i e"
SHORT_DATETIME_FORMAT = "j. F Y, H:i"
MONTH_DAY_FORMAT = "j. F"
