"""Adaptive tests: response models, ability, the next item, stopping, calibration."""
