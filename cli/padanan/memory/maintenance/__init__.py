"""Looking after a memory: counting, deleting, merging, finding conflicts, checking, compacting."""
