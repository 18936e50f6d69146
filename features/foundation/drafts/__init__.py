"""What somebody typed and has not saved yet: kept on the server, sealed, for nobody but them."""
