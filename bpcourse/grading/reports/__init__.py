"""What a teacher and a learner get to see: pages, tables, files for other systems."""
