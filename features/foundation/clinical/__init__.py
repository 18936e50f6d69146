"""Clinical rules that several workflows share: pure functions, no Django, no input or output."""
