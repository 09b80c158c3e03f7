"""Writes of the app. One port carries every command out (`commands.carry_out`); the others say what is asked."""
