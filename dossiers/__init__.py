"""What Mura says of a place at length: facts with their proofs, as words in one language."""
