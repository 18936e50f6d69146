"""The workflows of the clinic: one folder each, importing downwards only."""
