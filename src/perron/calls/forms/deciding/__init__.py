"""Forms about scenarios, decisions, departures and appeals."""
