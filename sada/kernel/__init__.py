"""What every stage needs: clock, access, acts, queue, mail, refusals."""
