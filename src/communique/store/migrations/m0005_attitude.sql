-- What a quote tells: speech (a quote of the coding guide), mention, belief or intention. Stores
-- written before hold speech only.

ALTER TABLE quote ADD COLUMN attitude VARCHAR DEFAULT 'speech';
