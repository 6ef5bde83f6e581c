CREATE TABLE attachment (
  nr INTEGER PRIMARY KEY AUTOINCREMENT, -- in the order they were added
  id TEXT NOT NULL UNIQUE,
  conversation TEXT NOT NULL,
  mode TEXT NOT NULL,                   -- 'reply' | 'note'
  name TEXT NOT NULL,
  mime TEXT NOT NULL,                   -- as claimed; by its bytes once whole
  size INTEGER NOT NULL,
  file TEXT NOT NULL,                   -- file.name
  media TEXT NOT NULL DEFAULT ''        -- file.media; '' = not whole yet
) STRICT;
CREATE TABLE checksum (
  scope TEXT NOT NULL PRIMARY KEY,
  count INTEGER NOT NULL,
  sum INTEGER NOT NULL   -- modulo 2^64, as the signed number with the same bits
) STRICT, WITHOUT ROWID;
CREATE TABLE conversation (
  record INTEGER PRIMARY KEY,           -- record.nr
  id TEXT NOT NULL UNIQUE,
  contact TEXT NOT NULL,
  property TEXT NOT NULL,
  channel TEXT NOT NULL,
  connection TEXT NOT NULL,
  status TEXT NOT NULL,
  assignee TEXT NOT NULL DEFAULT '',    -- '' = nobody
  last_at INTEGER NOT NULL,             -- ms
  unread INTEGER NOT NULL DEFAULT 0,
  waiting_since INTEGER NOT NULL DEFAULT 0, -- ms; 0 = does not wait
  failed INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE draft (
  conversation TEXT NOT NULL,
  mode TEXT NOT NULL,       -- 'reply' | 'note'
  text TEXT NOT NULL,
  at INTEGER NOT NULL,      -- ms, when it was last changed
  PRIMARY KEY (conversation, mode)
) STRICT, WITHOUT ROWID;
CREATE TABLE file (
  name TEXT NOT NULL PRIMARY KEY,       -- of the file on the disk; says nothing
  media TEXT NOT NULL DEFAULT '',       -- hex of its sha256; '' = not whole yet
  conversation TEXT NOT NULL,           -- it goes with this one
  key BLOB NOT NULL,
  size INTEGER NOT NULL,                -- bytes, without encryption
  sent INTEGER NOT NULL DEFAULT 0,      -- bytes the relay has, while it is uploaded
  used_at INTEGER NOT NULL              -- ms; what was not looked at for the longest goes first
, contact TEXT NOT NULL DEFAULT '') STRICT, WITHOUT ROWID;
CREATE TABLE message (
  key INTEGER PRIMARY KEY,              -- ms * 1024 + counter; rowid of message_fts
  record INTEGER NOT NULL UNIQUE,       -- record.nr
  id TEXT NOT NULL,
  conversation TEXT NOT NULL,
  author TEXT NOT NULL,
  pending INTEGER NOT NULL DEFAULT 0    -- 0 = the relay knows it; else its place after everything known
) STRICT;
CREATE VIRTUAL TABLE message_fts USING fts5 (
  text, content='', prefix='2 3',
  tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'"
);
CREATE TABLE meta (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE migration (name TEXT NOT NULL PRIMARY KEY) STRICT;
CREATE TABLE outbox (
  local INTEGER PRIMARY KEY AUTOINCREMENT, -- order of writing; never used twice
  command TEXT NOT NULL UNIQUE,
  lane TEXT NOT NULL,
  after TEXT NOT NULL DEFAULT '[]',     -- JSON list of command ids
  action TEXT NOT NULL,                 -- JSON, domain::command::Action
  state TEXT NOT NULL DEFAULT 'queued', -- queued | sending | answered | held | refused
  answer_seq INTEGER NOT NULL DEFAULT 0,-- of 'answered'
  code TEXT NOT NULL DEFAULT '',        -- of 'held' and 'refused'
  detail TEXT NOT NULL DEFAULT '',      -- of 'held' and 'refused'; never guest text
  attempts INTEGER NOT NULL DEFAULT 0,  -- counted before trying
  created_at INTEGER NOT NULL,          -- ms
  last_error TEXT NOT NULL DEFAULT '',  -- of the last attempt that reached nobody
  record TEXT NOT NULL DEFAULT ''       -- the record it creates; '' = none
) STRICT;
CREATE TABLE record (
  nr INTEGER PRIMARY KEY,               -- local; the derived tables point here
  kind TEXT NOT NULL,                   -- domain::record::Kind, also kinds this build does not know
  id TEXT NOT NULL,
  scope TEXT NOT NULL,
  parent TEXT NOT NULL DEFAULT '',      -- id; '' = none
  at INTEGER NOT NULL,                  -- ms since 1970, what history is walked by
  seq INTEGER NOT NULL,                 -- of the base; 0 = the relay does not know it yet
  deleted INTEGER NOT NULL DEFAULT 0,   -- 1 = tombstone, bodies are ''
  predicted INTEGER NOT NULL DEFAULT 0, -- 1 = body differs from what the relay sent
  body TEXT NOT NULL,                   -- JSON, what staff see
  base TEXT NOT NULL DEFAULT '',        -- JSON, what the relay sent; '' = same as body, or none if seq is 0
  UNIQUE (kind, id)
) STRICT;
CREATE TABLE sent (
  local INTEGER PRIMARY KEY,            -- outbox.local: order of writing
  command TEXT NOT NULL UNIQUE,
  action TEXT NOT NULL,                 -- JSON, domain::command::Action
  lane TEXT NOT NULL,                   -- outbox.lane: it is forgotten with what this names
  seq INTEGER NOT NULL,                 -- of the answer
  at INTEGER NOT NULL                   -- ms, when it was written
) STRICT;
CREATE TABLE tally (
  status TEXT NOT NULL,
  assignee TEXT NOT NULL,
  channel TEXT NOT NULL,
  property TEXT NOT NULL,
  unread INTEGER NOT NULL,        -- 1 = has unread messages
  waiting_since INTEGER NOT NULL, -- 1 = waits
  n INTEGER NOT NULL,
  PRIMARY KEY (status, assignee, channel, property, unread, waiting_since)
) STRICT, WITHOUT ROWID;
CREATE TABLE term (
  kind TEXT NOT NULL,         -- of the record: contact | conversation
  term TEXT NOT NULL,         -- a folded word, or '#' and a suffix of a number's digits
  record INTEGER NOT NULL,    -- record.nr
  PRIMARY KEY (kind, term, record)
) STRICT, WITHOUT ROWID;
CREATE INDEX attachment_place ON attachment (conversation, mode, nr);
CREATE INDEX conversation_assignee ON conversation
  (assignee, last_at DESC, id DESC, status, channel, unread, waiting_since, property);
CREATE INDEX conversation_channel ON conversation
  (channel, last_at DESC, id DESC, status, assignee, unread, waiting_since, property);
CREATE INDEX conversation_contact ON conversation (contact, last_at DESC);
CREATE INDEX conversation_list ON conversation
  (last_at DESC, id DESC, status, assignee, channel, unread, waiting_since, property);
CREATE INDEX conversation_open ON conversation
  (last_at DESC, id DESC, status, assignee, channel, unread, waiting_since, property)
  WHERE status <> 'RESOLVED' AND status <> 'EXPIRED';
CREATE INDEX conversation_status ON conversation
  (status, last_at DESC, id DESC, assignee, channel, unread, waiting_since, property);
CREATE INDEX conversation_unread ON conversation
  (last_at DESC, id DESC, status, assignee, channel, unread, waiting_since, property) WHERE unread > 0;
CREATE INDEX conversation_waiting ON conversation
  (last_at DESC, id DESC, status, assignee, channel, unread, waiting_since, property) WHERE waiting_since > 0;
CREATE INDEX file_contact ON file (contact) WHERE contact <> '';
CREATE UNIQUE INDEX file_media ON file (media) WHERE media <> '';
CREATE INDEX message_pending ON message (pending) WHERE pending > 0;
CREATE INDEX message_thread ON message (conversation, pending, key);
CREATE INDEX outbox_lane ON outbox (lane, local);
CREATE INDEX record_predicted ON record (nr) WHERE predicted = 1;
CREATE INDEX record_stay ON record (parent, at) WHERE kind = 'reservation';
CREATE INDEX sent_at ON sent (at);
CREATE INDEX sent_lane ON sent (lane);
CREATE INDEX term_record ON term (record);
CREATE TRIGGER tally_add AFTER INSERT ON conversation BEGIN
  INSERT INTO tally (status, assignee, channel, property, unread, waiting_since, n)
  VALUES (new.status, new.assignee, new.channel, new.property, new.unread > 0, new.waiting_since > 0, 1)
  ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER tally_move AFTER UPDATE ON conversation BEGIN
  UPDATE tally SET n = n - 1 WHERE status = old.status AND assignee = old.assignee AND channel = old.channel
    AND property = old.property AND unread = (old.unread > 0) AND waiting_since = (old.waiting_since > 0);
  INSERT INTO tally (status, assignee, channel, property, unread, waiting_since, n)
  VALUES (new.status, new.assignee, new.channel, new.property, new.unread > 0, new.waiting_since > 0, 1)
  ON CONFLICT DO UPDATE SET n = n + 1;
  DELETE FROM tally WHERE n = 0;
END;
CREATE TRIGGER tally_remove AFTER DELETE ON conversation BEGIN
  UPDATE tally SET n = n - 1 WHERE status = old.status AND assignee = old.assignee AND channel = old.channel
    AND property = old.property AND unread = (old.unread > 0) AND waiting_since = (old.waiting_since > 0);
  DELETE FROM tally WHERE n = 0;
END;

-- applied migrations
INSERT INTO message_fts (message_fts, rank) VALUES ('secure-delete', 1);
INSERT INTO message_fts (message_fts, rank) VALUES ('automerge', 0);
INSERT INTO migration (name) VALUES
  ('2026-11-21 draft'), ('2026-11-21 message_fts'), ('2026-11-21 meta'), ('2026-11-21 outbox'), ('2026-11-21 record'),
  ('2026-11-21 record conversation'), ('2026-11-21 record message'), ('2026-11-21 record tally'), ('2026-11-21 record term'),
  ('2026-11-22 file'), ('2026-11-22 file attachment'),
  ('2026-11-30 checksum'), ('2026-11-30 conversation rare'), ('2026-11-30 file contact'), ('2026-11-30 sent');
PRAGMA user_version = 1;
