"""Papers made of the map: what can be handed to someone who has no screen."""
