"""Forms: what was written in, made into values; no rule stands here."""
