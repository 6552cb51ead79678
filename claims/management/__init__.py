"""Commands of the newsroom's command line."""
