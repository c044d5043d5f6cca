-- Named places, and of each event the place of the gazetteer that its "where" means.

ALTER TABLE event ADD COLUMN where_id VARCHAR;
ALTER TABLE event ADD COLUMN where_lat DOUBLE;
ALTER TABLE event ADD COLUMN where_lon DOUBLE;
ALTER TABLE event ADD COLUMN where_precision VARCHAR;

CREATE TABLE place (
    id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    span_start INTEGER NOT NULL,
    span_end INTEGER NOT NULL,
    sentence INTEGER NOT NULL,
    written VARCHAR NOT NULL,
    place_id VARCHAR,
    "name" VARCHAR,
    kind VARCHAR,
    country VARCHAR,
    "admin" VARCHAR[] NOT NULL,
    lat DOUBLE,
    lon DOUBLE,
    "precision" VARCHAR,
    as_actor BOOLEAN NOT NULL,
    score DOUBLE NOT NULL,
    alternatives VARCHAR[] NOT NULL,
    stage VARCHAR NOT NULL,
    rule VARCHAR NOT NULL,
    model VARCHAR,
    data VARCHAR
);
