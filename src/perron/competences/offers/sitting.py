"""What sittings register: personal data and a section of the account page."""
