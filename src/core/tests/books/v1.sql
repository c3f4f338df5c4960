-- A small book as the first schema kept it, made by that version of the program.
PRAGMA foreign_keys = OFF;
PRAGMA application_id = 1869312561;
PRAGMA user_version = 1;
BEGIN TRANSACTION;
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
INSERT INTO "checkin" VALUES(X'01A20E0943A877B281B2A9F2988A624B','2026-08-12',1787745600000,X'01A20E0943AD71A4802059B6003822EE',1,'','110',NULL,6,NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "checkin" VALUES(X'01A20E0943A877B281B2A9F2988A624B','2026-08-26',1787745600000,X'01A20E0943B174E3977CC04A252F0B0F',2,'','104',NULL,5,'Triage rota works',NULL,0,NULL,NULL,NULL);
CREATE TABLE counter (
  kind  TEXT PRIMARY KEY,
  last  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "counter" VALUES('ask',0);
INSERT INTO "counter" VALUES('checkin',2);
INSERT INTO "counter" VALUES('kr',1);
INSERT INTO "counter" VALUES('note',0);
INSERT INTO "counter" VALUES('objective',1);
INSERT INTO "counter" VALUES('vision',1);
INSERT INTO "counter" VALUES('win',1);
CREATE TABLE cycle (
  uid       BLOB PRIMARY KEY,
  name      TEXT NOT NULL,
  start     TEXT NOT NULL,
  "end"     TEXT NOT NULL,
  state     TEXT NOT NULL,
  opened    INTEGER,
  ancestor  TEXT
) STRICT, WITHOUT ROWID;
INSERT INTO "cycle" VALUES(X'5457820393975562A795DA1265BF6FE7','2026Q3','2026-07-01','2026-09-30','active',1787745600000,NULL);
CREATE TABLE device (
  n      INTEGER PRIMARY KEY,
  uid    BLOB NOT NULL UNIQUE,
  own    INTEGER NOT NULL,
  tag    TEXT NOT NULL,
  seq    INTEGER NOT NULL,
  stamp  INTEGER NOT NULL
) STRICT;
INSERT INTO "device" VALUES(1,X'01A20E09439F768EBB073BD8CB5DC27D',1,'',9,117161695641600008);
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
INSERT INTO "fact" VALUES(X'01A20E0943B6716CA0560787066A016D','win',1,'','Half of the reports are gone','2026-08-26','ana','01a20e0943a877b281b2a9f2988a624b','',NULL,NULL);
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
INSERT INTO "kr" VALUES(1,X'01A20E0943A877B281B2A9F2988A624B',1,'','Reduce bug reports from 120 to 84','bugs',NULL,NULL,'','',X'01A20E0943A471F1977F69789AAAAEC0',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1787745600000,1787745600000,'count','bug reports','down','120','84',NULL,NULL,NULL,NULL,NULL,NULL,'2026-08-26');
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
INSERT INTO "objective" VALUES(1,X'01A20E0943A471F1977F69789AAAAEC0',1,'','Ship a product people trust',NULL,NULL,NULL,'','',X'01A20E09439F768EBB073BDA095734DD',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1787745600000,1787745600000,'2026Q3',0);
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
INSERT INTO "op" VALUES(1,X'01A20E09439F768EBB073BDBBC1B7F0D',1,1,117161695641600000,1,X'01A20E09439F768EBB073BDA095734DD','{"set":{"type":"vision","id":"V1","title":"Software teams trust on day one"},"header":{"by":"ana","day":"2026-08-26","command":"okr vision add \"Software teams trust on day one\""}}');
INSERT INTO "op" VALUES(2,X'01A20E0943A471F1977F6977FB0BBC95',1,2,117161695641600001,2,X'5457820393975562A795DA1265BF6FE7','{"set":{"type":"cycle","name":"2026Q3","start":"2026-07-01","end":"2026-09-30","state":"active","opened":1787745600000},"header":{"by":"ana","day":"2026-08-26","command":"okr add \"Ship a product people trust\" --to V1"}}');
INSERT INTO "op" VALUES(3,X'01A20E0943A471F1977F6979394F89A4',1,3,117161695641600002,2,X'01A20E0943A471F1977F69789AAAAEC0','{"set":{"type":"objective","id":"O1","title":"Ship a product people trust","parent":"01a20e09-439f-768e-bb07-3bda095734dd","cycle":"2026Q3"}}');
INSERT INTO "op" VALUES(4,X'01A20E0943A97734B40DB7E2E3922CBF',1,4,117161695641600003,3,X'01A20E0943A877B281B2A9F2988A624B','{"set":{"type":"kr","id":"K1","title":"Reduce bug reports from 120 to 84","handle":"bugs","parent":"01a20e09-43a4-71f1-977f-69789aaaaec0","kind":"count","unit":"bug reports","direction":"down","start":"120","target":"84"},"header":{"by":"ana","day":"2026-08-26","command":"okr add \"Reduce bug reports from 120 to 84\" --to O1 --as bugs"}}');
INSERT INTO "op" VALUES(5,X'01A20E0943AD71A4802059B7F1CD9160',1,5,117161695641600004,4,X'01A20E0943AD71A4802059B6003822EE','{"set":{"type":"checkin","id":"C1","kr":"01a20e09-43a8-77b2-81b2-a9f2988a624b","date":"2026-08-12","value":"110","confidence":6},"header":{"by":"ana","day":"2026-08-26","command":"okr checkin K1 110 -c 6 -d 2026-08-12"}}');
INSERT INTO "op" VALUES(6,X'01A20E0943B27039B5E52EA6A3770289',1,6,117161695641600005,5,X'01A20E0943B174E3977CC04A252F0B0F','{"set":{"type":"checkin","id":"C2","kr":"01a20e09-43a8-77b2-81b2-a9f2988a624b","date":"2026-08-26","value":"104","confidence":5,"note":"Triage rota works"},"header":{"by":"ana","day":"2026-08-26","command":"okr checkin K1 104 -c 5 -m \"Triage rota works\""}}');
INSERT INTO "op" VALUES(7,X'01A20E0943B6716CA056078868490226',1,7,117161695641600006,6,X'01A20E0943B6716CA0560787066A016D','{"set":{"type":"win","id":"W1","title":"Half of the reports are gone","date":"2026-08-26","by":"ana","for":["01a20e09-43a8-77b2-81b2-a9f2988a624b"]},"header":{"by":"ana","day":"2026-08-26","command":"okr win \"Half of the reports are gone\" --for K1"}}');
INSERT INTO "op" VALUES(8,X'01A20E0943BA71928A003B94ABE1803E',1,8,117161695641600007,7,X'01A20E0943B6716CA0560787066A016D','{"set":{"type":null,"id":null,"title":null,"date":null,"by":null,"for":null},"over":["01a20e09-43b6-716c-a056-078868490226"],"header":{"by":"ana","day":"2026-08-26","command":"okr undo","undoes":"01a20e09-43b6-716c-a056-07865d6654aa"}}');
INSERT INTO "op" VALUES(9,X'01A20E0943BE72A69F573970079E1CDD',1,9,117161695641600008,8,X'01A20E0943B6716CA0560787066A016D','{"set":{"type":"win","id":"W1","title":"Half of the reports are gone","date":"2026-08-26","by":"ana","for":["01a20e09-43a8-77b2-81b2-a9f2988a624b"]},"over":["01a20e09-43ba-7192-8a00-3b94abe1803e"],"header":{"by":"ana","day":"2026-08-26","command":"okr redo","undoes":"01a20e09-43ba-7192-8a00-3b9398172400"}}');
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
INSERT INTO "operation" VALUES(1,X'01A20E09439F768EBB073BD9C6DA0B87',1,117161695641600000,'2026-08-26','ana','okr vision add "Software teams trust on day one"',NULL,'done');
INSERT INTO "operation" VALUES(2,X'01A20E0943A371919DF6AB4FC318B0C7',1,117161695641600001,'2026-08-26','ana','okr add "Ship a product people trust" --to V1',NULL,'done');
INSERT INTO "operation" VALUES(3,X'01A20E0943A877B281B2A9F18BF0B324',1,117161695641600003,'2026-08-26','ana','okr add "Reduce bug reports from 120 to 84" --to O1 --as bugs',NULL,'done');
INSERT INTO "operation" VALUES(4,X'01A20E0943AD71A4802059B544EBE514',1,117161695641600004,'2026-08-26','ana','okr checkin K1 110 -c 6 -d 2026-08-12',NULL,'done');
INSERT INTO "operation" VALUES(5,X'01A20E0943B174E3977CC049C539CFF1',1,117161695641600005,'2026-08-26','ana','okr checkin K1 104 -c 5 -m "Triage rota works"',NULL,'done');
INSERT INTO "operation" VALUES(6,X'01A20E0943B6716CA05607865D6654AA',1,117161695641600006,'2026-08-26','ana','okr win "Half of the reports are gone" --for K1',NULL,'done');
INSERT INTO "operation" VALUES(7,X'01A20E0943BA71928A003B9398172400',1,117161695641600007,'2026-08-26','ana','okr undo',X'01A20E0943B6716CA05607865D6654AA','done');
INSERT INTO "operation" VALUES(8,X'01A20E0943BD72688646BAC6B87A6F24',1,117161695641600008,'2026-08-26','ana','okr redo',X'01A20E0943BA71928A003B9398172400','done');
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
INSERT INTO "vision" VALUES(X'01A20E09439F768EBB073BDA095734DD',1,'','Software teams trust on day one',NULL,NULL,1787745600000);
CREATE INDEX operation_undone ON operation (n) WHERE state = 'undone';
CREATE INDEX op_ent ON op (ent);
CREATE INDEX op_operation ON op (operation);
CREATE INDEX objective_number ON objective (number);
CREATE INDEX objective_cycle ON objective (cycle);
CREATE INDEX objective_parent ON objective (parent);
CREATE INDEX objective_owner ON objective (owner COLLATE NOCASE);
CREATE INDEX objective_team ON objective (team COLLATE NOCASE);
CREATE INDEX objective_handle ON objective (handle) WHERE handle IS NOT NULL;
CREATE INDEX kr_number ON kr (number);
CREATE INDEX kr_parent ON kr (parent);
CREATE INDEX kr_owner ON kr (owner COLLATE NOCASE);
CREATE INDEX kr_team ON kr (team COLLATE NOCASE);
CREATE INDEX kr_handle ON kr (handle) WHERE handle IS NOT NULL;
CREATE INDEX checkin_uid ON checkin (uid);
CREATE INDEX checkin_number ON checkin (number);
CREATE INDEX fact_kind ON fact (kind, number);
COMMIT;
