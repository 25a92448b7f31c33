"""Numbers of system calls."""
