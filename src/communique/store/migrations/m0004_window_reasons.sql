-- Why an undated article must lie in its window: JSON with "reasons", "dropped" and "provenance".
ALTER TABLE article ADD COLUMN window_reasons VARCHAR;
