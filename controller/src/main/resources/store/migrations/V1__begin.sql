-- tram.db: everything but the samples. Times are milliseconds since 1970 UTC by the controller's clock unless the
-- column says device. Enumerations are the names of the Java constants.

-- Places with nodes on them (vn.tram.inventory.Site).
CREATE TABLE sites (
  id            TEXT PRIMARY KEY NOT NULL,
  name          TEXT NOT NULL,
  tier          TEXT NOT NULL,           -- PROVINCE, DISTRICT, COMMUNE, AREA
  unit_code     TEXT NOT NULL,           -- of the General Statistics Office
  district_code TEXT,                    -- null at province level
  parent        TEXT,                    -- sites.id through which this one reaches the centre
  latitude      REAL NOT NULL,           -- degrees north, WGS 84
  longitude     REAL NOT NULL            -- degrees east, WGS 84
) STRICT, WITHOUT ROWID;

-- Devices that should be there (vn.tram.inventory.Node).
CREATE TABLE nodes (
  endpoint TEXT PRIMARY KEY NOT NULL,    -- LwM2M endpoint name
  name     TEXT NOT NULL,
  kind     TEXT NOT NULL,                -- CONNECTION_POINT, HOTSPOT, OTHER
  site     TEXT,                         -- sites.id; null until placed
  gateway  TEXT                          -- nodes.endpoint; null when the parent site's
) STRICT, WITHOUT ROWID;

-- What we believe about each node now, with the newest value of each of its resources, so that a restart forgets
-- nothing. The blob's first byte is the version of its form (vn.tram.store.StateCodec); the columns beside it are
-- for people with a SQL shell.
CREATE TABLE node_states (
  endpoint   TEXT PRIMARY KEY NOT NULL,
  health     TEXT NOT NULL,              -- UP, DEGRADED, DOWN, UNKNOWN
  since      INTEGER NOT NULL,
  last_heard INTEGER,
  state      BLOB NOT NULL
) STRICT;

-- One cause and everything under it (vn.tram.incident.Incident). Never deleted, so an id is never used again.
CREATE TABLE incidents (
  id                   INTEGER PRIMARY KEY,
  kind                 TEXT NOT NULL,
  endpoint             TEXT NOT NULL,
  link                 INTEGER NOT NULL, -- instance of the network interface; -1 when it is not about one
  detail               TEXT NOT NULL,
  opened_at            INTEGER NOT NULL,
  closed_at            INTEGER,          -- null while open
  evidence_source      TEXT NOT NULL,
  evidence_at          INTEGER NOT NULL,
  evidence_device_time INTEGER,          -- by the device's clock
  evidence_message     TEXT NOT NULL,    -- key in the message files
  evidence_detail      TEXT NOT NULL,
  acknowledged_by      TEXT              -- users.name
) STRICT;
CREATE INDEX incidents_by_opening ON incidents (opened_at);
CREATE INDEX incidents_open ON incidents (id) WHERE closed_at IS NULL;

-- Nodes that are down only because of the incident.
CREATE TABLE incident_suppressed (
  incident INTEGER NOT NULL REFERENCES incidents (id),
  endpoint TEXT NOT NULL,
  PRIMARY KEY (incident, endpoint)
) STRICT, WITHOUT ROWID;

-- The incident's timeline, oldest first by n.
CREATE TABLE incident_steps (
  incident INTEGER NOT NULL REFERENCES incidents (id),
  n        INTEGER NOT NULL,
  at       INTEGER NOT NULL,
  message  TEXT NOT NULL,                -- key in the message files
  detail   TEXT NOT NULL,
  actor    TEXT,                         -- users.name; null when the controller did it
  PRIMARY KEY (incident, n)
) STRICT, WITHOUT ROWID;

-- Who can sign in.
CREATE TABLE users (
  name        TEXT PRIMARY KEY NOT NULL,
  role        TEXT NOT NULL,             -- VIEWER, OPERATOR, ENGINEER, PUBLISHER, ADMINISTRATOR
  password    TEXT NOT NULL,             -- Argon2id as a PHC string
  created_at  INTEGER NOT NULL,
  password_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Every change and every try at signing in. The triggers keep it append-only, whoever writes the SQL.
CREATE TABLE audit (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  at           INTEGER NOT NULL,
  actor        TEXT NOT NULL,
  origin       TEXT NOT NULL,            -- the browser's address, or console
  action       TEXT NOT NULL,
  subject      TEXT NOT NULL,
  value_before TEXT NOT NULL,
  value_after  TEXT NOT NULL
) STRICT;
CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
BEGIN
  SELECT RAISE(ABORT, 'the audit log is append-only');
END;
CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit
BEGIN
  SELECT RAISE(ABORT, 'the audit log is append-only');
END;

-- Settings that the controller itself writes: province, last_alive.
CREATE TABLE settings (
  key   TEXT PRIMARY KEY NOT NULL,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Reports that were in sample files now expired, as runs of sequence numbers without a gap: a device that sends one
-- of them again is told that we have it. Kept 32 days; an agent's outbox keeps 7.
CREATE TABLE delivered (
  endpoint       TEXT NOT NULL,
  boot           INTEGER NOT NULL,
  first_sequence INTEGER NOT NULL,
  last_sequence  INTEGER NOT NULL,
  received_at    INTEGER NOT NULL,       -- of the newest of them
  PRIMARY KEY (endpoint, boot, first_sequence)
) STRICT, WITHOUT ROWID;

-- How far the roll-ups have read each sample file: every report up to this id is in all of them.
CREATE TABLE rolled_up (
  day    TEXT PRIMARY KEY NOT NULL,      -- such as 2026-11-24
  report INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
