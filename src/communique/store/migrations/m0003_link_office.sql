-- What a person was on the article's day; unknown for articles read before.
ALTER TABLE link ADD COLUMN office VARCHAR;
