"""The browser: the local chat and the pages."""
