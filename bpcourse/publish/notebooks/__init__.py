"""From a source to notebooks that have been run."""
