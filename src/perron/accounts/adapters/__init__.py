"""How allauth is bound to this house."""
