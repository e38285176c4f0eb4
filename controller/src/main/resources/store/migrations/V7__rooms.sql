-- Rooms for video conferences that reach the network through the node and have no equipment that we watch.
ALTER TABLE nodes ADD COLUMN rooms INTEGER NOT NULL DEFAULT 0;
