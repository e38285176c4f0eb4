-- Through which node its neighbours say that a device behind an agent reaches that; nodes.endpoint, null when nobody says.
ALTER TABLE nodes ADD COLUMN seen TEXT;
-- The gateway is from now on only what a person has named. That a device is behind its agent is in its name.
UPDATE nodes SET gateway = NULL WHERE gateway = substr(endpoint, 1, instr(endpoint, '~') - 1);
