"""The plain values that the composite components are drawn from, one component a file; no row of a database comes in.

A page makes the value in its view, a tag of the same name renders it. What has one or two values is a tag alone.
"""
