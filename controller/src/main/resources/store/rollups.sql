-- rollup-5m-DAY.db (one a day, by device time) and rollup-1h-DAY.db (one a quarter): numbers summed up over equal
-- stretches. A late reading corrects its stretch. The file explains itself, and expiry deletes it whole.

-- Devices that reported in this time.
CREATE TABLE IF NOT EXISTS endpoints (
  id   INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
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

-- One stretch of one series. Time first: what comes in order is written at the right edge.
CREATE TABLE IF NOT EXISTS buckets (
  start   INTEGER NOT NULL,              -- seconds since 1970 UTC, a multiple of the stretch
  series  INTEGER NOT NULL,              -- series.id
  count   INTEGER NOT NULL,
  min     REAL NOT NULL,
  max     REAL NOT NULL,
  sum     REAL NOT NULL,
  last    REAL NOT NULL,                 -- what a rate of a counter is made of
  last_ms INTEGER NOT NULL,              -- when that was, milliseconds after start
  PRIMARY KEY (start, series)
) STRICT, WITHOUT ROWID;

-- How far each sample file is in this file: up to this id of its reports. Written with the buckets, so that a
-- program that died half-way counts nothing twice.
CREATE TABLE IF NOT EXISTS applied (
  day    TEXT PRIMARY KEY NOT NULL,      -- such as 2026-11-24
  report INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- All of it, one stretch a row, start in milliseconds since 1970 like the samples.
CREATE VIEW IF NOT EXISTS rollups AS
SELECT e.name AS endpoint,
       '/' || s.object || '/' || s.instance || '/' || s.resource AS path,
       b.start * 1000 AS start,
       b.count,
       b.min,
       b.max,
       b.sum,
       b.last,
       b.start * 1000 + b.last_ms AS last_at
FROM buckets b
JOIN series s ON s.id = b.series
JOIN endpoints e ON e.id = s.endpoint;
