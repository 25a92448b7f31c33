"""The exercises for another grading system."""
