-- Schema 3, frozen.

-- A hotel. The row is the lock of its sequence on databases that have row locks; it is never updated for it.
CREATE TABLE workspace (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  demo INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE terms (
  -- Order of opening; never reused.
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  workspace TEXT NOT NULL REFERENCES workspace (id),
  id TEXT NOT NULL,
  -- Last number of the sequence before it.
  first_seq INTEGER NOT NULL,
  at INTEGER NOT NULL,
  UNIQUE (workspace, id)
) STRICT;

CREATE TABLE commits (
  workspace TEXT NOT NULL REFERENCES workspace (id),
  seq INTEGER NOT NULL CHECK (seq > 0),
  at INTEGER NOT NULL,
  term TEXT NOT NULL,
  PRIMARY KEY (workspace, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE record (
  workspace TEXT NOT NULL REFERENCES workspace (id),
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  scope TEXT NOT NULL,
  parent TEXT,
  owner TEXT,
  state TEXT,
  -- When it happened for people, milliseconds.
  at INTEGER NOT NULL,
  -- Last change.
  seq INTEGER NOT NULL,
  deleted INTEGER NOT NULL DEFAULT 0,
  -- JSON; SQL never looks inside.
  body TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (workspace, kind, id)
) STRICT;
-- The change feed.
CREATE INDEX record_feed ON record (workspace, scope, seq);
-- History, newest first.
CREATE INDEX record_history ON record (workspace, kind, at, id);
-- What hangs on a thing.
CREATE INDEX record_parent ON record (workspace, parent, at) WHERE parent IS NOT NULL;
-- A person's open conversations.
CREATE INDEX record_open ON record (workspace, owner, state)
  WHERE kind = 'conversation' AND deleted = 0 AND state <> 'RESOLVED';

CREATE TABLE left_scope (
  workspace TEXT NOT NULL REFERENCES workspace (id),
  scope TEXT NOT NULL,
  seq INTEGER NOT NULL,
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  PRIMARY KEY (workspace, scope, seq, kind, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE scope_checksum (
  workspace TEXT NOT NULL REFERENCES workspace (id),
  scope TEXT NOT NULL,
  count INTEGER NOT NULL DEFAULT 0,
  -- Modulo 2^64, kept as the signed number with the same bits.
  sum INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (workspace, scope)
) STRICT, WITHOUT ROWID;

CREATE TABLE lookup (
  workspace TEXT NOT NULL REFERENCES workspace (id),
  space TEXT NOT NULL,
  key TEXT NOT NULL,
  record TEXT NOT NULL,
  PRIMARY KEY (workspace, space, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE command (
  workspace TEXT NOT NULL REFERENCES workspace (id),
  id TEXT NOT NULL,
  request_hash TEXT NOT NULL,
  staff TEXT NOT NULL,
  answer TEXT NOT NULL,
  at INTEGER NOT NULL, about TEXT,
  PRIMARY KEY (workspace, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX command_at ON command (at);

CREATE TABLE event_key (
  workspace TEXT NOT NULL REFERENCES workspace (id),
  key TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (workspace, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_key_at ON event_key (at);

CREATE TABLE envelope (
  -- Order of arrival; never reused.
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  workspace TEXT NOT NULL REFERENCES workspace (id),
  channel TEXT NOT NULL,
  receiver TEXT,
  body BLOB NOT NULL,
  -- JSON list of identifiers, so that erasing a guest finds it.
  guests TEXT NOT NULL DEFAULT '[]',
  received_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  -- new, processed, dead
  state TEXT NOT NULL DEFAULT 'new',
  ended_at INTEGER
) STRICT;
CREATE INDEX envelope_new ON envelope (workspace, id) WHERE state = 'new';
CREATE INDEX envelope_ended ON envelope (state, ended_at) WHERE state <> 'new';

-- A finished job is deleted, so every row is unfinished.
CREATE TABLE job (
  -- Order within a lane; never reused.
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  workspace TEXT NOT NULL REFERENCES workspace (id),
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  -- Empty: no lane.
  lane TEXT NOT NULL DEFAULT '',
  due INTEGER NOT NULL,
  payload TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  -- Set while claimed; in the past: the claim ended without an answer.
  lease_until INTEGER,
  UNIQUE (workspace, id)
) STRICT;
CREATE INDEX job_lane ON job (workspace, lane, number) WHERE lane <> '';
CREATE INDEX job_due ON job (due);

-- A staff e-mail is one person on a relay, so this is the one key without a workspace.
CREATE TABLE credential (
  email TEXT NOT NULL PRIMARY KEY,
  password_hash TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
CREATE TABLE membership (
  workspace TEXT NOT NULL REFERENCES workspace (id),
  email TEXT NOT NULL REFERENCES credential (email) ON DELETE CASCADE,
  staff TEXT NOT NULL,
  PRIMARY KEY (workspace, email)
) STRICT, WITHOUT ROWID;
CREATE INDEX membership_email ON membership (email);

CREATE TABLE invitation (
  code_hash TEXT NOT NULL PRIMARY KEY,
  purpose TEXT NOT NULL,
  -- One running code a person; empty: the first owner.
  email TEXT NOT NULL UNIQUE,
  expires_at INTEGER NOT NULL
) STRICT;

CREATE TABLE device (
  workspace TEXT NOT NULL REFERENCES workspace (id),
  id TEXT NOT NULL,
  staff TEXT NOT NULL,
  name TEXT NOT NULL,
  token_hash TEXT NOT NULL UNIQUE,
  created_at INTEGER NOT NULL,
  last_seen INTEGER NOT NULL,
  -- Kept after revoking, so that the desk learns why.
  revoked_at INTEGER,
  PRIMARY KEY (workspace, id)
) STRICT;
CREATE UNIQUE INDEX device_id ON device (id);

CREATE TABLE presence (
  workspace TEXT NOT NULL REFERENCES workspace (id),
  staff TEXT NOT NULL,
  device TEXT NOT NULL,
  until INTEGER NOT NULL,
  PRIMARY KEY (workspace, staff, device)
) STRICT, WITHOUT ROWID;

CREATE TABLE secret (
  workspace TEXT NOT NULL REFERENCES workspace (id),
  connection TEXT NOT NULL,
  kind TEXT NOT NULL,
  key_id TEXT NOT NULL,
  -- Nonce and ciphertext.
  sealed BLOB NOT NULL,
  PRIMARY KEY (workspace, connection, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE audit (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  workspace TEXT NOT NULL REFERENCES workspace (id),
  -- NULL: the relay itself.
  staff TEXT,
  what TEXT NOT NULL,
  about TEXT NOT NULL DEFAULT '',
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX audit_at ON audit (workspace, at);

CREATE TABLE setting (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE horizon (
  workspace TEXT NOT NULL PRIMARY KEY REFERENCES workspace (id),
  seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX record_tombstone ON record (workspace, seq) WHERE deleted = 1;
CREATE INDEX command_about ON command (workspace, about) WHERE about IS NOT NULL;
