-- One person's sitting of check-ins in one review period.
CREATE TABLE review (
  uid      BLOB PRIMARY KEY,
  number   INTEGER NOT NULL,
  tag      TEXT NOT NULL,
  date     TEXT NOT NULL,
  period   TEXT NOT NULL,
  by       TEXT,
  anew     INTEGER NOT NULL,
  begun    INTEGER NOT NULL,
  skipped  TEXT NOT NULL,
  because  TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX review_period ON review (period);
