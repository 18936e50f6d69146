"""Every word on the screen can be translated: messages get marks, and a word without them is found."""
