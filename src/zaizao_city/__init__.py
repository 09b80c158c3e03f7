"""The application that a city runs on the core (Django); ARCHITECTURE.md has the map.

Data apps own tables and know no HTTP; audience apps own pages and no tables; imports go only down a fixed list of tiers.
"""
