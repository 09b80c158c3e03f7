"""What would happen: a process with its arrivals, people and calendars, played over and over by the clock.

A model comes from a definition with parameters, or from a log (`calibrate`); nothing here decides what is lawful.
"""
