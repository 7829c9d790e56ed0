# Benchmarks, see docs/performance.md.

BENCH       = $(BUILD)/bench
BENCH_SIZES = 1 20 200

$(BENCH)/%: spec/bench/%.c
	@mkdir -p $(BENCH)
	$(CC) -O2 -std=c11 -D_DEFAULT_SOURCE $(CURL_CFLAGS) $< -o $@ $(CURL_LIBS)

# An export as the portal gives it: the synthetic sample, as many times over as the folder says.
$(BENCH)/%/export.csv.gz:
	@echo "writing the sample $* times over"
	@$(ENVIRONMENT) $(LUA) spec/bench/prepare.lua $* $(@D)

# DuckDB's and polars' programs stand beside the packages that they need, if these are installed.
NODE_PROGRAM = $(if $(wildcard $(BENCH)/node),cp spec/bench/contenders/*duckdb*.mjs \
	spec/bench/contenders/*polars*.mjs $(BENCH)/node)

## Benchmarks
.PHONY: bench bench-short bench-inflaters bench-largest bench-growing bench-helpers bench-starts \
        bench-all bench-deps

bench: deps ## the fetch beside other ways to get the same data; those not installed are named
	@$(MAKE) all $(BENCH)/limit $(BENCH)/measure $(BENCH_SIZES:%=$(BENCH)/%/export.csv.gz)
	@$(NODE_PROGRAM)
	@BENCH_SIZES="$(BENCH_SIZES)" $(ENVIRONMENT) $(LUA) spec/bench/run.lua
	@$(ENVIRONMENT) $(LUA) spec/bench/other_costs.lua

bench-short: ## one run of the smallest, to see that it works
	@BENCH_RUNS=1 BENCH_RATIO_ROUNDS=1 BENCH_ORDERS=1 $(MAKE) bench BENCH_SIZES=1

# Each has a build folder below that of this make.
INFLATERS = $(sort zlib $(INFLATER))

bench-inflaters: deps-valgrind ## instructions and page faults of a fetch with zlib and with ISA-L
	@$(MAKE) all $(BENCH)/limit $(BENCH)/measure $(BENCH)/20/export.csv.gz
	@for inflater in $(INFLATERS); do \
	  $(MAKE) all INFLATE=$$inflater BUILD=$(BUILD)/$$inflater || exit 1; done
	@$(ENVIRONMENT) $(LUA) spec/bench/inflaters.lua $(INFLATERS)

bench-largest: deps ## the largest dataset of the catalogue beside the main one, with as many rows
	@$(MAKE) all $(BENCH)/limit $(BENCH)/measure
	@$(NODE_PROGRAM)
	@$(ENVIRONMENT) $(LUA) spec/bench/largest.lua

bench-growing: deps ## whether the cost of steps is proportional to rows, up to 16 times the largest
	@$(MAKE) all $(BENCH)/measure
	@$(NODE_PROGRAM)
	@$(ENVIRONMENT) $(LUA) spec/bench/growing.lua

bench-helpers: deps-demo ## the operations on a panel, compared with a fetch and with other programs
	@$(MAKE) all $(BENCH)/measure
	@$(NODE_PROGRAM)
	@$(ENVIRONMENT) $(LUA) spec/bench/helpers.lua

bench-starts: deps-demo ## commands from their start to their end, beside a Lua that does nothing
	@$(MAKE) all $(BENCH)/measure
	@$(ENVIRONMENT) $(LUA) spec/bench/starts.lua

BENCHES = bench bench-inflaters bench-largest bench-growing bench-helpers bench-starts

# A benchmark that ends with an error does not keep the others from running.
bench-all: ## all of these, one after the other, into build/bench/all.txt
	@mkdir -p $(BENCH); failed=; for bench in $(BENCHES); do \
	  echo "== make $$bench"; $(MAKE) $$bench || { failed="$$failed $$bench"; echo "FAILED: $$bench"; }; \
	done >$(BENCH)/all.txt 2>&1; cat $(BENCH)/all.txt; test -z "$$failed"

# polars asks for a later Node than Debian's, and works with that one too: --force, which installs its
# package for the platform only if that is named.
bench-deps: deps ## install what make bench compares with
	$(call install_packages,python3-pandas $(NPM_PACKAGES))
	@mkdir -p $(BENCH)/node
	cd $(BENCH)/node && npm install --silent --no-audit --no-fund --force @duckdb/node-api nodejs-polars \
	  "nodejs-polars-linux-$$(node -p process.arch)-gnu"
