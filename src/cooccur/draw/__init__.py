"""From a KeywordNetwork to a KnowledgeMap: places and looks."""
