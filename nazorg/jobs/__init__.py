"""What happens by the clock: a table of jobs, and a ticker that never misses or doubles one."""
