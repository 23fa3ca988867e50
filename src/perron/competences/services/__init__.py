"""What competences do: the bank, sittings, profiles, panels, calibration."""
