"""What was changed: from the right result to the one that came back."""
