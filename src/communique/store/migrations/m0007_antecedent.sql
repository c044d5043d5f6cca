-- The words from which a pronoun or noun has its meaning.
ALTER TABLE link ADD COLUMN antecedent_start INTEGER;
ALTER TABLE link ADD COLUMN antecedent_end INTEGER;
