"""Makes records of facts, through the services of the features that keep them."""
