"""Part of the reform workbench."""
