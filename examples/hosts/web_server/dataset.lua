-- The dataset that is served: one with départements.
return os.getenv "SERVE_DATASET" or "auto-entrepreneurs-par-departement"
