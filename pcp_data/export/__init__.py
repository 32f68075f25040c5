"""What people take away: workbooks, and templates to fill in."""
