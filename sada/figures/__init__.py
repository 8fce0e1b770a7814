"""Pure statistics: every figure with its sample, its interval, and «too few to say» where it is so."""
