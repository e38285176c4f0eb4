-- For the start, which must know who is being worked on without reading the whole ledger.
CREATE INDEX ledger_maintenance ON ledger (seq) WHERE kind IN ('MAINTENANCE_BEGAN', 'MAINTENANCE_ENDED');
