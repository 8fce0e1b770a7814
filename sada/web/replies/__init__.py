"""«Our replies»: approved answers for everybody to read, without a log-in; plain, quick, the same for all."""
