-- What key results and objectives came to; the uid follows from that of the record.
CREATE TABLE grade (
  uid        BLOB PRIMARY KEY,
  of         BLOB NOT NULL,
  date       TEXT NOT NULL,
  by         TEXT,
  score      TEXT NOT NULL,
  suggested  TEXT,
  reason     TEXT,
  cause      TEXT,
  helped     TEXT,
  hurt       TEXT,
  learned    TEXT,
  next       TEXT
) STRICT, WITHOUT ROWID;
