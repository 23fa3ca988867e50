"""What makes a family of questions a good one: pure checks of its document."""
