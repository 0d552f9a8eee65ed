"""Everything between a reason to tell somebody and their phone."""
