//! How many conversations there are of each sort, so that the size of any list is known without walking it.

use crate::migrate::Migration;

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    name: "2026-11-21 record tally",
    sql: "
-- Columns have the names they have in conversation, so that one condition fits both.
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
-- Kept by triggers, so that no writer of conversation can forget it.
CREATE TRIGGER tally_add AFTER INSERT ON conversation BEGIN
  INSERT INTO tally (status, assignee, channel, property, unread, waiting_since, n)
  VALUES (new.status, new.assignee, new.channel, new.property, new.unread > 0, new.waiting_since > 0, 1)
  ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER tally_remove AFTER DELETE ON conversation BEGIN
  UPDATE tally SET n = n - 1 WHERE status = old.status AND assignee = old.assignee AND channel = old.channel
    AND property = old.property AND unread = (old.unread > 0) AND waiting_since = (old.waiting_since > 0);
  DELETE FROM tally WHERE n = 0;
END;
CREATE TRIGGER tally_move AFTER UPDATE ON conversation BEGIN
  UPDATE tally SET n = n - 1 WHERE status = old.status AND assignee = old.assignee AND channel = old.channel
    AND property = old.property AND unread = (old.unread > 0) AND waiting_since = (old.waiting_since > 0);
  INSERT INTO tally (status, assignee, channel, property, unread, waiting_since, n)
  VALUES (new.status, new.assignee, new.channel, new.property, new.unread > 0, new.waiting_since > 0, 1)
  ON CONFLICT DO UPDATE SET n = n + 1;
  DELETE FROM tally WHERE n = 0;
END;
",
}];
