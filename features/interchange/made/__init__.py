"""Makes the people of a clinic and the courses of their illnesses, without a database."""
