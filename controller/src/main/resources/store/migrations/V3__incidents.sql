-- Who works on an incident, how far it was escalated, and how much it took down, when it opened and at its worst.
ALTER TABLE incidents ADD COLUMN assigned_to TEXT;             -- users.name
ALTER TABLE incidents ADD COLUMN level INTEGER NOT NULL DEFAULT 0;
ALTER TABLE incidents ADD COLUMN opening_points INTEGER NOT NULL DEFAULT 0;
ALTER TABLE incidents ADD COLUMN opening_hotspots INTEGER NOT NULL DEFAULT 0;
ALTER TABLE incidents ADD COLUMN opening_rooms INTEGER NOT NULL DEFAULT 0;
ALTER TABLE incidents ADD COLUMN opening_others INTEGER NOT NULL DEFAULT 0;
ALTER TABLE incidents ADD COLUMN peak_points INTEGER NOT NULL DEFAULT 0;
ALTER TABLE incidents ADD COLUMN peak_hotspots INTEGER NOT NULL DEFAULT 0;
ALTER TABLE incidents ADD COLUMN peak_rooms INTEGER NOT NULL DEFAULT 0;
ALTER TABLE incidents ADD COLUMN peak_others INTEGER NOT NULL DEFAULT 0;

-- Work that somebody has planned (vn.tram.maintenance.Window). Never deleted.
CREATE TABLE maintenance_windows (
  id           TEXT PRIMARY KEY NOT NULL,
  target_kind  TEXT NOT NULL,            -- NODE, SITE
  target       TEXT NOT NULL,            -- nodes.endpoint or sites.id; and everything behind it
  begins_at    INTEGER NOT NULL,
  ends_at      INTEGER,                  -- null for a weekly one without an end
  days         TEXT,                     -- null for once, otherwise such as MONDAY,FRIDAY
  day_from     TEXT,                     -- such as 22:00, in Viet Nam's time
  day_to       TEXT,                     -- on the next day when not after day_from
  reason       TEXT NOT NULL,
  actor        TEXT NOT NULL,            -- users.name
  planned_at   INTEGER NOT NULL,
  cancelled_at INTEGER,
  cancelled_by TEXT                      -- users.name
) STRICT, WITHOUT ROWID;
