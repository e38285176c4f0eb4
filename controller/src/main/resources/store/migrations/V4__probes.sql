-- Whose probes are expected and by which key they are known (vn.tram.link.ProbeSession).
CREATE TABLE probe_sessions (
  endpoint   TEXT PRIMARY KEY NOT NULL,  -- LwM2M endpoint name, from the certificate
  ssid       INTEGER NOT NULL UNIQUE,    -- RFC 8972, 1 to 65535
  generation INTEGER NOT NULL,           -- each run of the sender has a key of its own
  heard      INTEGER NOT NULL            -- 1 once one of its probes has arrived
) STRICT, WITHOUT ROWID;
