-- The outage ledger (vn.tram.sla.Entry). A row's hash is the SHA-256 of the hash of the row before it in lower-case
-- hexadecimal (64 zeros before the first), '|', and all its other columns in their order, joined by '|' with nothing
-- for null. The triggers keep it append-only; the hashes show who took them away.
CREATE TABLE ledger (
  seq      INTEGER PRIMARY KEY,          -- 1, 2, 3 and so on without a gap
  kind     TEXT NOT NULL,                -- VERDICT, CORRECTION, CONTROLLER, MAINTENANCE_BEGAN, MAINTENANCE_ENDED, PLACEMENT
  at       INTEGER NOT NULL,             -- when we learned it, and when it was shown
  endpoint TEXT NOT NULL,                -- nodes.endpoint; empty for CONTROLLER
  link     INTEGER NOT NULL,             -- instance of the network interface; -1 for the node itself
  since    INTEGER,                      -- since when it holds; null when that is at
  until    INTEGER,                      -- until when it holds; null when that is open
  before   TEXT,                         -- UP, DEGRADED, DOWN, UNKNOWN
  verdict  TEXT,                         -- UP, DEGRADED, DOWN, UNKNOWN
  cause    TEXT,                         -- POWER, UPLINK, DEVICE, AGENT, OURS; null when not known
  why      TEXT NOT NULL,                -- key in the message files, or what the kind says
  hash     BLOB NOT NULL
) STRICT;
CREATE INDEX ledger_placements ON ledger (endpoint) WHERE kind = 'PLACEMENT';
CREATE TRIGGER ledger_is_never_changed BEFORE UPDATE ON ledger
BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only');
END;
CREATE TRIGGER ledger_is_never_deleted BEFORE DELETE ON ledger
BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only');
END;

-- Whose line the node is on; null when not known.
ALTER TABLE nodes ADD COLUMN carrier TEXT;
