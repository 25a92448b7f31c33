"""A class: submissions in, isolated workers, a gradebook and reports out."""
