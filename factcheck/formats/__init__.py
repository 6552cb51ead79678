"""How each language writes days and moments, where Django's own way is not ours. A language may be left out."""
