"""What serves the learner: checks in the notebook, the record, progress, the lab."""
