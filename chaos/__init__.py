"""Radar under trouble: what is lost, done twice or left unanswered when things around it break."""
