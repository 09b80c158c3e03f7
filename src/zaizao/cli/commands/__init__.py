"""One module for each command; `build_command(language)` gives it. They read, call the library, and print."""

__all__: list[str] = []
