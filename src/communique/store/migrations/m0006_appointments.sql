-- How fine an event's time is, and what was announced for a day to come.
-- Articles read before have neither until they are read again.
ALTER TABLE event ADD COLUMN when_granularity VARCHAR;

CREATE TABLE appointment (
    id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    sentence_start INTEGER NOT NULL,
    sentence_end INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    cue_start INTEGER NOT NULL,
    cue_end INTEGER NOT NULL,
    "when" VARCHAR NOT NULL,
    when_granularity VARCHAR NOT NULL,
    when_basis VARCHAR NOT NULL,
    when_span_start INTEGER,
    when_span_end INTEGER,
    parties VARCHAR[] NOT NULL,
    persons VARCHAR[] NOT NULL,
    party_spans STRUCT("start" INTEGER, "end" INTEGER)[] NOT NULL,
    "where" VARCHAR,
    where_span_start INTEGER,
    where_span_end INTEGER,
    event_id VARCHAR,
    announced_by VARCHAR NOT NULL,
    announced_span_start INTEGER,
    announced_span_end INTEGER,
    stage VARCHAR NOT NULL,
    rule VARCHAR NOT NULL,
    model VARCHAR,
    data VARCHAR,
    day_from DATE,
    day_until DATE
);
