"""The commands: `worker`, `serve`, `backup`, `restore`."""
