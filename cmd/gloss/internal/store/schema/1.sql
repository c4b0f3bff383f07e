-- The schema of a gloss store, version 1. Times are UTC, as 2026-01-31T08:00:00Z.

-- What is asked again and again for new items.
CREATE TABLE feeds (
  feed          INTEGER PRIMARY KEY,
  url           TEXT NOT NULL UNIQUE,
  moved         TEXT NOT NULL DEFAULT '',      -- where it is by a permanent redirect; empty: at url
  title         TEXT NOT NULL DEFAULT '',
  outlet        TEXT NOT NULL DEFAULT '',      -- publisher's name as reports show it; empty: told by its articles
  etag          TEXT NOT NULL DEFAULT '',      -- of the last answer that had one
  last_modified TEXT NOT NULL DEFAULT '',      -- header of the last answer that had one
  added         TEXT NOT NULL,
  last_success  TEXT NOT NULL DEFAULT '',      -- a 304 (not modified) is one
  last_failure  TEXT NOT NULL DEFAULT '',
  failure       TEXT NOT NULL DEFAULT '',      -- reason of the last failure
  failures      INTEGER NOT NULL DEFAULT 0,    -- since the last success
  next_due      TEXT NOT NULL DEFAULT '',      -- not asked before; empty: at once
  dropped       TEXT NOT NULL DEFAULT ''       -- when it was given up; empty: it is asked
) STRICT;

-- Addresses behind the feeds' items: the queue of what is to be fetched, and what became of it.
CREATE TABLE pages (
  page          INTEGER PRIMARY KEY,
  address       TEXT NOT NULL UNIQUE,          -- canonical: without scheme, "www.", fragment, utm_…
  url           TEXT NOT NULL,
  feed          INTEGER REFERENCES feeds ON DELETE SET NULL,
  item          TEXT NOT NULL DEFAULT '',      -- what the feed says of it, as one JSON article; empty: nothing
  found         TEXT NOT NULL,                 -- when a feed first had it
  state         TEXT NOT NULL CHECK (state IN ('waiting', 'fetched', 'failed', 'refused')),
  status        INTEGER NOT NULL DEFAULT 0,    -- of HTTP, of the last answer; 0: there was none
  etag          TEXT NOT NULL DEFAULT '',
  last_modified TEXT NOT NULL DEFAULT '',
  fetched       TEXT NOT NULL DEFAULT '',      -- last answer
  tries         INTEGER NOT NULL DEFAULT 0,    -- since the last success
  next_due      TEXT NOT NULL DEFAULT '',      -- of what is waiting, failed or to be looked at again; empty: at once
  failure       TEXT NOT NULL DEFAULT ''       -- reason of the last failure
) STRICT;
CREATE INDEX pages_state ON pages (state, next_due);
CREATE INDEX pages_feed ON pages (feed);

-- One row for every state of every article. An article is told by its address.
CREATE TABLE articles (
  article       INTEGER PRIMARY KEY AUTOINCREMENT, -- in the order they came; never used again
  id            TEXT NOT NULL UNIQUE,          -- as reports name it
  address       TEXT NOT NULL,                 -- canonical address; without one "outlet id"
  version       INTEGER NOT NULL,              -- of that address, from 1
  content       BLOB NOT NULL,                 -- SHA-256 of title and text
  hash          BLOB NOT NULL,                 -- SHA-256 of what reports call the input; its sum is the fingerprint
  outlet        TEXT NOT NULL,
  title         TEXT NOT NULL,
  byline        TEXT NOT NULL,
  published     TEXT NOT NULL,                 -- RFC 3339 or a day, as the article says; empty: unknown
  url           TEXT NOT NULL,
  language      TEXT NOT NULL,                 -- ISO 639-1; empty: not recognised
  genre         TEXT NOT NULL,
  genre_reason  TEXT NOT NULL,
  credit        TEXT NOT NULL,                 -- news agency that the text is credited to
  credit_reason TEXT NOT NULL,
  agency        INTEGER NOT NULL,              -- 1: the outlet is a news agency
  excerpt       INTEGER NOT NULL,              -- 1: a summary or what a paywall shows
  path          TEXT NOT NULL,                 -- file it came from
  "offset"      INTEGER NOT NULL,              -- byte of that file where the text begins
  bytes         INTEGER NOT NULL,              -- of the text
  feed          INTEGER REFERENCES feeds ON DELETE SET NULL,
  added         TEXT NOT NULL,
  UNIQUE (address, content)
) STRICT;
CREATE INDEX articles_added ON articles (added);
CREATE INDEX articles_outlet ON articles (outlet);

CREATE TABLE texts (
  article       INTEGER PRIMARY KEY REFERENCES articles ON DELETE CASCADE,
  text          TEXT NOT NULL,                 -- as it was read: spans count its bytes
  blocks        TEXT NOT NULL,                 -- JSON [[start, end, kind], …] of the page's structure; empty: none
  captions      TEXT NOT NULL                  -- JSON [text, …]; empty: none
) STRICT;

-- What the stories were found among, and how: one row, or none before the first time.
CREATE TABLE piles (
  pile          INTEGER PRIMARY KEY CHECK (pile = 1),
  key           BLOB NOT NULL,                 -- of the articles and the options
  found         TEXT NOT NULL,
  articles      INTEGER NOT NULL,
  data          BLOB NOT NULL                  -- what else gloss needs to take them as they are
) STRICT;

-- The stories of the last time that they were looked for.
CREATE TABLE stories (
  story         TEXT PRIMARY KEY,              -- 12 hexadecimal digits
  first         TEXT NOT NULL,                 -- earliest date of a member; empty: none has one
  last          TEXT NOT NULL,
  wire          TEXT NOT NULL,                 -- id of the article that is an agency's text; empty: none
  weakest_a     TEXT NOT NULL,                 -- ids of the pair that is least alike
  weakest_b     TEXT NOT NULL,
  similarity    REAL NOT NULL,                 -- of that pair, 0..1
  analysis      BLOB                           -- key of what was found in it; null: not analysed
) STRICT, WITHOUT ROWID;
CREATE INDEX stories_analysis ON stories (analysis);

CREATE TABLE members (
  article       INTEGER PRIMARY KEY REFERENCES articles ON DELETE CASCADE,
  story         TEXT NOT NULL,
  latest        TEXT NOT NULL                  -- of an earlier version, the id of the latest; empty: it is a copy
) STRICT;
CREATE INDEX members_story ON members (story);

-- What was found in stories, told by what they are made of: articles, tool, options.
CREATE TABLE analyses (
  analysis      BLOB PRIMARY KEY,              -- key
  made          TEXT NOT NULL,
  version       TEXT NOT NULL,                 -- of gloss
  lexicons      TEXT NOT NULL,                 -- fingerprint
  models        TEXT NOT NULL,                 -- fingerprint
  data          BLOB NOT NULL                  -- rows, findings and measures, for gloss itself
) STRICT, WITHOUT ROWID;

CREATE TABLE findings (
  analysis      BLOB NOT NULL REFERENCES analyses ON DELETE CASCADE,
  place         INTEGER NOT NULL,              -- in the report's order
  finding       TEXT NOT NULL,                 -- id in the report, the same in every run
  article       TEXT NOT NULL,                 -- id of the article it is about
  outlet        TEXT NOT NULL,
  kind          TEXT NOT NULL,
  category      TEXT NOT NULL,
  certainty     TEXT NOT NULL,                 -- sure, judge
  part          TEXT NOT NULL,                 -- title, text
  start         INTEGER NOT NULL,              -- byte span in the title or text
  "end"         INTEGER NOT NULL,
  text          TEXT NOT NULL,                 -- the words
  voice         TEXT NOT NULL,
  reason        TEXT NOT NULL,
  shared        INTEGER NOT NULL,
  tone          REAL,                          -- -1..1
  loaded        REAL,                          -- terms per 100 words
  other_article TEXT NOT NULL,                 -- the counterpart, if there is one
  other_text    TEXT NOT NULL,
  PRIMARY KEY (analysis, place)
) STRICT, WITHOUT ROWID;

-- What gloss did with the store.
CREATE TABLE runs (
  run           INTEGER PRIMARY KEY,
  command       TEXT NOT NULL,                 -- import, fetch, watch, report, prune
  version       TEXT NOT NULL,                 -- of gloss
  began         TEXT NOT NULL,
  ended         TEXT NOT NULL DEFAULT '',      -- empty: it runs, or was killed
  status        TEXT NOT NULL DEFAULT '',      -- done, partial, interrupted, failed
  read          INTEGER NOT NULL DEFAULT 0,    -- articles that came
  added         INTEGER NOT NULL DEFAULT 0,    -- of them, new ones
  versions      INTEGER NOT NULL DEFAULT 0,    -- and new versions of known ones
  problems      INTEGER NOT NULL DEFAULT 0,
  note          TEXT NOT NULL DEFAULT ''
) STRICT;

-- What was pruned: the counts stay.
CREATE TABLE pruned (
  day           TEXT NOT NULL,                 -- that it was added
  outlet        TEXT NOT NULL,
  articles      INTEGER NOT NULL,
  versions      INTEGER NOT NULL,              -- of them, later states
  bytes         INTEGER NOT NULL,
  PRIMARY KEY (day, outlet)
) STRICT, WITHOUT ROWID;

-- For researchers: an article with its text and its story.
CREATE VIEW article AS
  SELECT a.id, a.outlet, a.title, a.byline, a.published, a.url, a.genre, a.credit, a.excerpt, a.version, a.added, t.text,
         m.story, coalesce(m.latest, '') AS latest
  FROM articles a JOIN texts t USING (article) LEFT JOIN members m USING (article);

-- Every state of an article, with the time until the next one came.
CREATE VIEW version AS
  SELECT a.address, a.version, a.id, a.outlet, a.title, a.published, a.added,
         lead(a.added) OVER (PARTITION BY a.address ORDER BY a.version) AS replaced, a.bytes
  FROM articles a;

-- A line for each story.
CREATE VIEW story AS
  SELECT s.story, s.first, s.last, s.wire, s.similarity,
         count(*) FILTER (WHERE m.latest = '') AS copies, count(*) FILTER (WHERE m.latest <> '') AS earlier_versions,
         count(DISTINCT a.outlet) AS outlets, s.analysis IS NOT NULL AS analysed
  FROM stories s JOIN members m USING (story) JOIN articles a USING (article) GROUP BY s.story;

-- A line for each finding of the stories as they are now.
CREATE VIEW finding AS
  SELECT f.finding, s.story, f.article, f.outlet, a.published, f.kind, f.category, f.certainty, f.part, f.start, f."end", f.text,
         f.voice, f.reason, f.shared, f.tone, f.loaded, f.other_article, f.other_text
  FROM stories s JOIN findings f USING (analysis) LEFT JOIN articles a ON a.id = f.article;

-- Counts for each outlet. Rates have their denominators beside them. An article is one, too, whose first
-- version was pruned.
CREATE VIEW outlet AS
  SELECT a.outlet, count(DISTINCT a.address) AS articles, count(*) - count(DISTINCT a.address) AS later_versions,
         count(DISTINCT m.story) AS stories, min(a.added) AS since
  FROM articles a LEFT JOIN members m USING (article) GROUP BY a.outlet;

-- What came each day, pruned articles too.
CREATE VIEW growth AS
  SELECT day, sum(articles) AS articles, sum(versions) AS versions, sum(bytes) AS bytes, sum(pruned) AS pruned FROM (
    SELECT substr(added, 1, 10) AS day, count(*) FILTER (WHERE version = 1) AS articles, count(*) FILTER (WHERE version > 1) AS versions,
           sum(bytes) AS bytes, 0 AS pruned
    FROM articles GROUP BY 1
    UNION ALL
    SELECT day, sum(articles), sum(versions), sum(bytes), sum(articles + versions) FROM pruned GROUP BY day)
  GROUP BY day;
