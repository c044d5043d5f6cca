-- Tables are named like the records. A span is two integers (half-open, code points into article.text),
-- a tuple of spans a list of structs. "when" and "where" are SQL words: quote them.

CREATE TABLE article (
    id VARCHAR NOT NULL,
    digest VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    title VARCHAR,
    outlet VARCHAR,
    url VARCHAR,
    dates STRUCT("value" VARCHAR, origin VARCHAR, evidence VARCHAR)[] NOT NULL,
    dct VARCHAR,
    dct_basis VARCHAR NOT NULL,
    date_conflict BOOLEAN NOT NULL,
    origin VARCHAR,
    extracted BOOLEAN NOT NULL,
    window_from VARCHAR,
    window_until VARCHAR,
    record VARCHAR NOT NULL
);

CREATE TABLE segment (
    article_id VARCHAR NOT NULL,
    number INTEGER NOT NULL,
    span_start INTEGER NOT NULL,
    span_end INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    reason VARCHAR,
    author VARCHAR,
    author_span_start INTEGER,
    author_span_end INTEGER,
    "date" VARCHAR,
    stage VARCHAR NOT NULL,
    rule VARCHAR NOT NULL,
    model VARCHAR,
    data VARCHAR
);

CREATE TABLE sentence (
    article_id VARCHAR NOT NULL,
    number INTEGER NOT NULL,
    span_start INTEGER NOT NULL,
    span_end INTEGER NOT NULL,
    segment INTEGER NOT NULL
);

CREATE TABLE event (
    id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    sentence_start INTEGER NOT NULL,
    sentence_end INTEGER NOT NULL,
    trigger_start INTEGER NOT NULL,
    trigger_end INTEGER NOT NULL,
    cameo VARCHAR NOT NULL,
    plover VARCHAR NOT NULL,
    mode VARCHAR,
    contexts VARCHAR[] NOT NULL,
    source VARCHAR[] NOT NULL,
    target VARCHAR[] NOT NULL,
    source_persons VARCHAR[] NOT NULL,
    target_persons VARCHAR[] NOT NULL,
    source_spans STRUCT("start" INTEGER, "end" INTEGER)[] NOT NULL,
    target_spans STRUCT("start" INTEGER, "end" INTEGER)[] NOT NULL,
    status VARCHAR NOT NULL,
    status_evidence STRUCT("start" INTEGER, "end" INTEGER)[] NOT NULL,
    "when" VARCHAR,
    when_basis VARCHAR NOT NULL,
    when_span_start INTEGER,
    when_span_end INTEGER,
    "where" VARCHAR,
    where_span_start INTEGER,
    where_span_end INTEGER,
    asserted_by VARCHAR NOT NULL,
    asserted_span_start INTEGER,
    asserted_span_end INTEGER,
    denied_by VARCHAR,
    goldstein DOUBLE,
    probability DOUBLE,
    stage VARCHAR NOT NULL,
    rule VARCHAR NOT NULL,
    model VARCHAR,
    data VARCHAR,
    day_from DATE,
    day_until DATE
);

CREATE TABLE quote (
    id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    sentence_start INTEGER NOT NULL,
    sentence_end INTEGER NOT NULL,
    text_start INTEGER NOT NULL,
    text_end INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    cue_start INTEGER,
    cue_end INTEGER,
    cue_lemma VARCHAR,
    speaker_start INTEGER,
    speaker_end INTEGER,
    speaker_name VARCHAR,
    represents VARCHAR,
    addressee VARCHAR,
    stage VARCHAR NOT NULL,
    rule VARCHAR NOT NULL,
    model VARCHAR,
    data VARCHAR
);

CREATE TABLE timex (
    id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    span_start INTEGER NOT NULL,
    span_end INTEGER NOT NULL,
    sentence INTEGER NOT NULL,
    type VARCHAR NOT NULL,
    "value" VARCHAR NOT NULL,
    relative BOOLEAN NOT NULL,
    stage VARCHAR NOT NULL,
    rule VARCHAR NOT NULL,
    model VARCHAR,
    data VARCHAR
);

CREATE TABLE link (
    id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    span_start INTEGER NOT NULL,
    span_end INTEGER NOT NULL,
    sentence INTEGER NOT NULL,
    head INTEGER NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    label VARCHAR,
    codes VARCHAR[] NOT NULL,
    person VARCHAR,
    description VARCHAR,
    is_place BOOLEAN NOT NULL,
    alternatives VARCHAR[] NOT NULL,
    stage VARCHAR NOT NULL,
    rule VARCHAR NOT NULL,
    model VARCHAR,
    data VARCHAR
);

CREATE TABLE failure (
    id VARCHAR NOT NULL,
    "where" VARCHAR NOT NULL,
    stage VARCHAR NOT NULL,
    code VARCHAR NOT NULL,
    message VARCHAR NOT NULL
);

CREATE TABLE run (
    number INTEGER NOT NULL,
    version VARCHAR NOT NULL,
    settings MAP(VARCHAR, VARCHAR) NOT NULL,
    articles INTEGER NOT NULL,
    added INTEGER NOT NULL,
    unchanged INTEGER NOT NULL,
    recoded INTEGER NOT NULL,
    replaced VARCHAR[] NOT NULL,
    failed INTEGER NOT NULL
);

-- Apart from `run`, because a clock value is the one thing that differs between equal runs.
CREATE TABLE run_time (
    number INTEGER NOT NULL,
    started_at TIMESTAMP NOT NULL
);
