"""Page objects: what is on a page and what one does there, by role and name. They assert nothing."""
