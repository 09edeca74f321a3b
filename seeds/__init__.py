"""The five releases as delivered, with a catalogue of their origin, licence and sha256."""
