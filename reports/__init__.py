"""What can be handed to somebody who has no Mura."""
