"""What each screen says: rows, verdicts and sentences, before anything is drawn or written."""
