"""Each file is one promise of the product, each test a sentence about it."""
