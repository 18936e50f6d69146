"""What a developer's machine needs: Python, packages, local servers, a browser, and the commands of the Makefile."""
