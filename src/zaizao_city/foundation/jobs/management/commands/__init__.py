"""The commands: `worker`, `serve`, `jobs`, `backup`, `restore`."""
