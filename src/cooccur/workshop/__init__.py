"""From a corpus to proposals: which keywords may be one, which say nothing, and why."""
