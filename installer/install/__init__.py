"""Bundle, plan and transaction: putting files in place so that a crash loses nothing."""
