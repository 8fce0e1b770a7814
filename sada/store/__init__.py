"""The only tables: models (one file a subject, foreign keys one way), queries (noun phrases), migrations, packs."""
