"""The process in which a submission runs, and the grader's side of it."""
