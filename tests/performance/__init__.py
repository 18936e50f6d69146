"""How fast it is: budgets of statements and bytes in `make test`, times against a floor in `make bench`."""
