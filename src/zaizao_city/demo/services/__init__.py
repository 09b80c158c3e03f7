"""What is written for the demo city: by the services of the apps, in the order in which a city comes to be."""
