-- Answers GET /departement/38?measure=economiquement_actifs with series as JSON, from memory.
require "exchange"(require("answer").from_kept)
