"""From a file as published to rows of text: opening, recognising, loading, competing releases."""
