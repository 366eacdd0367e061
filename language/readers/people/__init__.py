"""Who answers for a feature: its product owner and its teams."""
