"""What every app stands on and no trade owns: the record, jobs, files, numbering, notices, the look.

A closed list of rooms, each an app of its own; no word of the domain is said here.
"""
