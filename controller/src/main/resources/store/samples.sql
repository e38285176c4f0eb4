-- samples-YYYY-MM-DD.db: every report received on that day (UTC), as it was sent. The file explains itself: names are
-- in it, and expiry deletes it whole. Both big tables grow at their right edge only, which keeps commits small.

-- Devices that reported on this day.
CREATE TABLE IF NOT EXISTS endpoints (
  id   INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 255)
) STRICT;

-- Resources they reported; the path is /object/instance/resource.
CREATE TABLE IF NOT EXISTS series (
  id       INTEGER PRIMARY KEY,
  endpoint INTEGER NOT NULL,             -- endpoints.id
  object   INTEGER NOT NULL,
  instance INTEGER NOT NULL,
  resource INTEGER NOT NULL,
  UNIQUE (endpoint, object, instance, resource)
) STRICT;

-- What a device saw at one moment: each (endpoint, boot, sequence) once, ids in the order of arrival.
CREATE TABLE IF NOT EXISTS reports (
  id          INTEGER PRIMARY KEY,
  endpoint    INTEGER NOT NULL,          -- endpoints.id
  boot        INTEGER NOT NULL,          -- the agent's run
  sequence    INTEGER NOT NULL CHECK (sequence >= 1),
  kind        INTEGER NOT NULL,          -- 0 sample, 1 event
  uptime_ms   INTEGER NOT NULL,          -- since that run began
  device_time INTEGER NOT NULL,          -- ms since 1970 by the device's clock, as sent, even when impossible
  received_at INTEGER NOT NULL,          -- ms since 1970 by the controller's clock
  clock_unset INTEGER NOT NULL,          -- 1: device_time is impossible, received_at counts
  UNIQUE (endpoint, boot, sequence)
) STRICT;

-- What it saw: a number as INTEGER or REAL, a truth value as 'true' or 'false', a text as it is.
CREATE TABLE IF NOT EXISTS report_values (
  report INTEGER NOT NULL,               -- reports.id
  series INTEGER NOT NULL,               -- series.id
  value  ANY NOT NULL,
  PRIMARY KEY (report, series)
) STRICT, WITHOUT ROWID;

-- All of it, one reading a row: order by endpoint, boot, sequence for the order in which the device saw it.
CREATE VIEW IF NOT EXISTS readings AS
SELECT e.name AS endpoint,
       r.boot,
       r.sequence,
       '/' || s.object || '/' || s.instance || '/' || s.resource AS path,
       v.value,
       r.uptime_ms,
       r.device_time,
       r.received_at,
       r.clock_unset,
       r.kind
FROM report_values v
JOIN reports r ON r.id = v.report
JOIN series s ON s.id = v.series
JOIN endpoints e ON e.id = r.endpoint;
