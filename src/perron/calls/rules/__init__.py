"""What the rules of an edition say, as data that every other room reads alike."""
