"""Ten minutes a day of what this learner is about to forget."""
