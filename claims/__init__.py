"""Claims, from the article they stand in to the public verdict; ARCHITECTURE.md shows the rooms."""
