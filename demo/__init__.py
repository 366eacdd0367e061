"""A sample world to try Radar on: `flask demo`."""
