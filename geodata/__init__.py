"""What is known of the places: files, their contract, their sources, and the way out."""
