"""The web app: the conversation, the archive, plain pages and the JSON interface in one process."""
