-- The log. Everything below it can be rebuilt from it.
CREATE TABLE device (
  n      INTEGER PRIMARY KEY,
  uid    BLOB NOT NULL UNIQUE,
  own    INTEGER NOT NULL,
  tag    TEXT NOT NULL,
  seq    INTEGER NOT NULL,
  stamp  INTEGER NOT NULL
) STRICT;

CREATE TABLE operation (
  n        INTEGER PRIMARY KEY,
  uid      BLOB NOT NULL UNIQUE,
  device   INTEGER NOT NULL REFERENCES device (n),
  stamp    INTEGER NOT NULL,
  day      TEXT,
  by       TEXT NOT NULL,
  command  TEXT NOT NULL,
  undoes   BLOB,
  state    TEXT NOT NULL
) STRICT;
CREATE INDEX operation_undone ON operation (n) WHERE state = 'undone';

CREATE TABLE op (
  n          INTEGER PRIMARY KEY,
  oid        BLOB NOT NULL UNIQUE,
  device     INTEGER NOT NULL REFERENCES device (n),
  seq        INTEGER NOT NULL,
  stamp      INTEGER NOT NULL,
  operation  INTEGER NOT NULL REFERENCES operation (n),
  ent        BLOB NOT NULL,
  body       TEXT NOT NULL,
  UNIQUE (device, seq)
) STRICT;
CREATE INDEX op_ent ON op (ent);
CREATE INDEX op_operation ON op (operation);

-- The last number of each kind that was ever issued, also to records that are gone.
CREATE TABLE counter (
  kind  TEXT PRIMARY KEY,
  last  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE cycle (
  uid       BLOB PRIMARY KEY,
  name      TEXT NOT NULL,
  start     TEXT NOT NULL,
  "end"     TEXT NOT NULL,
  state     TEXT NOT NULL,
  opened    INTEGER,
  ancestor  TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE team (
  uid    BLOB PRIMARY KEY,
  name   TEXT NOT NULL,
  title  TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE vision (
  uid      BLOB PRIMARY KEY,
  number   INTEGER NOT NULL,
  tag      TEXT NOT NULL,
  title    TEXT NOT NULL,
  owner    TEXT,
  dropped  TEXT,
  created  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE objective (
  n                INTEGER PRIMARY KEY,
  uid              BLOB NOT NULL UNIQUE,
  number           INTEGER NOT NULL,
  tag              TEXT NOT NULL,
  title            TEXT NOT NULL,
  handle           TEXT,
  owner            TEXT,
  team             TEXT,
  tags             TEXT NOT NULL,
  links            TEXT NOT NULL,
  parent           BLOB,
  due              TEXT,
  weight           TEXT,
  ambition         TEXT,
  blocker          TEXT,
  blocked_since    TEXT,
  allow            TEXT,
  dropped          TEXT,
  dropped_because  TEXT,
  ancestor         BLOB,
  created          INTEGER NOT NULL,
  updated          INTEGER NOT NULL,
  cycle            TEXT NOT NULL,
  counts           INTEGER NOT NULL
) STRICT;
CREATE INDEX objective_number ON objective (number);
CREATE INDEX objective_cycle ON objective (cycle);
CREATE INDEX objective_parent ON objective (parent);
CREATE INDEX objective_owner ON objective (owner COLLATE NOCASE);
CREATE INDEX objective_team ON objective (team COLLATE NOCASE);
CREATE INDEX objective_handle ON objective (handle) WHERE handle IS NOT NULL;

CREATE TABLE kr (
  n                INTEGER PRIMARY KEY,
  uid              BLOB NOT NULL UNIQUE,
  number           INTEGER NOT NULL,
  tag              TEXT NOT NULL,
  title            TEXT NOT NULL,
  handle           TEXT,
  owner            TEXT,
  team             TEXT,
  tags             TEXT NOT NULL,
  links            TEXT NOT NULL,
  parent           BLOB,
  due              TEXT,
  weight           TEXT,
  ambition         TEXT,
  blocker          TEXT,
  blocked_since    TEXT,
  allow            TEXT,
  dropped          TEXT,
  dropped_because  TEXT,
  ancestor         BLOB,
  created          INTEGER NOT NULL,
  updated          INTEGER NOT NULL,
  kind             TEXT NOT NULL,
  unit             TEXT,
  direction        TEXT NOT NULL,
  start            TEXT,
  target           TEXT,
  change           TEXT,
  scale            TEXT,
  low              TEXT,
  high             TEXT,
  shape            TEXT,
  targets          TEXT,
  latest           TEXT
) STRICT;
CREATE INDEX kr_number ON kr (number);
CREATE INDEX kr_parent ON kr (parent);
CREATE INDEX kr_owner ON kr (owner COLLATE NOCASE);
CREATE INDEX kr_team ON kr (team COLLATE NOCASE);
CREATE INDEX kr_handle ON kr (handle) WHERE handle IS NOT NULL;

-- In the order a series is read: one range of one tree per key result.
CREATE TABLE checkin (
  kr          BLOB NOT NULL,
  date        TEXT NOT NULL,
  recorded    INTEGER NOT NULL,
  uid         BLOB NOT NULL,
  number      INTEGER NOT NULL,
  tag         TEXT NOT NULL,
  value       TEXT,
  text        TEXT,
  confidence  INTEGER,
  note        TEXT,
  blocker     TEXT,
  same        INTEGER NOT NULL,
  source      TEXT,
  key         TEXT,
  done        TEXT,
  PRIMARY KEY (kr, date, recorded, number, tag, uid)
) STRICT, WITHOUT ROWID;
CREATE INDEX checkin_uid ON checkin (uid);
CREATE INDEX checkin_number ON checkin (number);

-- Wins, asks and notes: dated sentences about other records.
CREATE TABLE fact (
  uid      BLOB PRIMARY KEY,
  kind     TEXT NOT NULL,
  number   INTEGER NOT NULL,
  tag      TEXT NOT NULL,
  title    TEXT NOT NULL,
  date     TEXT NOT NULL,
  by       TEXT,
  about    TEXT NOT NULL,
  thanks   TEXT NOT NULL,
  closed   TEXT,
  answer   TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX fact_kind ON fact (kind, number);

INSERT INTO counter (kind, last) VALUES
  ('vision', 0), ('objective', 0), ('kr', 0), ('checkin', 0), ('win', 0), ('ask', 0), ('note', 0);
