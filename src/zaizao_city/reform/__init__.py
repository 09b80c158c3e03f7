"""The reform workbench: what the record of running a process says, kept as reports to read and to act on."""
