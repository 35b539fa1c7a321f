"""Whether the pages that records rest on are still there."""
