"""From a release page to searchable paragraphs; knows nothing of chat."""
