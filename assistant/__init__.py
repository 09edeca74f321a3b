"""From a question to the answer that is shown; imports index."""
