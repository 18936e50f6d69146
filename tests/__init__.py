"""The tests, and the app that gives them an owner's right to empty the database between them."""
