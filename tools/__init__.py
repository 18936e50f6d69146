"""What a developer's machine needs: packages, local servers, a browser and the commands of the Makefile."""
