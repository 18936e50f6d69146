"""What every workflow stands on: ui, live, audit, access, records (its own order, top to bottom)."""
