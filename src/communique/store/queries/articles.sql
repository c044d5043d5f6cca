SELECT
    a.id, a.dct, a.dct_basis, a.date_conflict, a.window_from, a.window_until, a.window_reasons,
    a.outlet, a.title, a.url, a.origin, a.extracted, a.dates,
    (SELECT count(*) FROM sentence AS s WHERE s.article_id = a.id) AS sentences,
    (SELECT count(*) FROM event AS e WHERE e.article_id = a.id) AS events,
    (SELECT count(*) FROM quote AS q WHERE q.article_id = a.id AND q.attitude = 'speech') AS quotes,
    length(a.text) AS characters, a.digest
FROM article AS a
