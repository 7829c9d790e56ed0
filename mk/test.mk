# The demo and the specs. Targets that install packages build in a second make: pkg-config, which
# tells the compiler's flags, may have been installed by the first.

# Downloads of the specs are cached here, not in the user's cache. The checkout's modules are found
# before installed ones. What a spec or a script starts has the modules of SPEC_BUILD, too.
CACHE       = URSSAF_CACHE_DIR="$(CURDIR)/$(BUILD)/cache"
FOLDERS     = $(CACHE) SPEC_BUILD=$(BUILD)
ENVIRONMENT = $(FOLDERS) LUA_PATH='./lua/?.lua;./lua/?/init.lua;./?.lua;;' LUA_CPATH='./$(BUILD)/?.so;;'
BUSTED      = $(FOLDERS) LUA=$(LUA) busted --lua=$(LUA) --cpath='./$(BUILD)/?.so'

# A locale with a decimal comma, compiled into the build folder and not installed.
FRENCH  = $(BUILD)/locale/fr_FR.UTF-8
LOCALES = LOCPATH="$(CURDIR)/$(BUILD)/locale"

$(FRENCH):
	@mkdir -p $(@D)
	localedef -i fr_FR -f UTF-8 $@

## Run and test
.PHONY: demo test test-all test-hosts test-pages every-panel cost property property-short try-real
.PHONY: all-datasets

demo: deps-demo ## the quickstart, against a stand-in portal with synthetic data
	@$(MAKE) all
	@$(ENVIRONMENT) $(LUA) spec/support/demo.lua

test: deps ## the specs (BUSTED_FLAGS=spec/panel: those of a folder)
	@$(MAKE) all $(FRENCH)
	@rm -rf $(BUILD)/cache
	$(LOCALES) $(BUSTED) $(BUSTED_FLAGS)

# Each Lua has C modules of its own; a table of results at the end.
LUAS    = lua5.1 luajit lua5.3 lua5.4
RESULTS = $(BUILD)/test-all

test-all: deps-all ## the specs on every Lua of Debian (LUAS=luajit: on one)
	@mkdir -p $(RESULTS); failed=; for lua in $(LUAS); do \
	  echo "== $$lua"; \
	  $(MAKE) test LUA=$$lua BUILD=$(BUILD)/$$lua >$(RESULTS)/$$lua 2>&1 \
	    || { failed="$$failed $$lua"; tail -n 60 $(RESULTS)/$$lua; }; \
	  grep -aE '^[0-9]+ success' $(RESULTS)/$$lua; \
	done; \
	printf '\n%-8s %9s %8s %6s %7s\n' Lua passed failed errors pending; \
	for lua in $(LUAS); do \
	  sed -nE "s/^([0-9]+) success.* \/ ([0-9]+) failure.* \/ ([0-9]+) error.* \/ ([0-9]+) pending.*/$$lua \1 \2 \3 \4/p" \
	    $(RESULTS)/$$lua; \
	done | awk '{ printf "%-8s %9d %8d %6d %7d\n", $$1, $$2, $$3, $$4, $$5 }'; \
	test -z "$$failed" || { echo "FAILED on:$$failed"; exit 1; }

# Panels of more cells than EVERY_PANEL_CELLS are left out, and so are all but the first of those that
# a line of a spec makes.
EVERY_PANEL          = $(BUILD)/every-panel
EVERY_PANEL_CELLS    = 1500
EVERY_PANEL_PER_LINE = 5

every-panel: deps ## every panel that the specs of panels make goes through CSV and comes back
	@$(MAKE) all $(FRENCH)
	@rm -f $(EVERY_PANEL)
	@EVERY_PANEL=$(EVERY_PANEL) EVERY_PANEL_CELLS=$(EVERY_PANEL_CELLS) \
	  EVERY_PANEL_PER_LINE=$(EVERY_PANEL_PER_LINE) $(LOCALES) $(BUSTED) \
	  --helper=spec/support/every_panel.lua --exclude-tags=world,host,long $(or $(BUSTED_FLAGS),spec/panel)
	@grep '^#' $(EVERY_PANEL); ! grep -v '^#' $(EVERY_PANEL)

# What spec/support/hosts/simulated_host.lua imitates: a French locale set before or after loading, a lua-cjson
# that has integers, a host without C modules. Left out are the specs of faults that take long to
# run into, long ones that are the same in any host, and those of real hosts.
HOSTS = french-first french-later integer-cjson without-c

test-hosts: deps ## the specs under a French locale, with another lua-cjson, without C modules
	@$(MAKE) all $(FRENCH)
	@for host in $(HOSTS); do \
	  echo "== $$host"; tags=world,host,long; \
	  if [ $$host = without-c ]; then tags=$$tags,c; fi; \
	  SPEC_HOST=$$host $(LOCALES) \
	  $(BUSTED) --exclude-tags=$$tags --helper=spec/support/hosts/simulated_host.lua $(BUSTED_FLAGS) || exit 1; \
	done

# Which attacks of spec/cost, by a pattern, and how many times larger than in the specs.
COST       =
COST_SCALE = 1

cost: deps ## memory and seconds for each byte of a hostile input (COST=csv: those of a name)
	@$(MAKE) all
	@$(ENVIRONMENT) LUA=$(LUA) $(LUA) spec/cost/run.lua $(COST_SCALE) '$(COST)'

# Random panels: from which seed on, and how many.
PROPERTY_FIRST = 1
PROPERTY_COUNT = 1000

property: deps ## operations on random panels, compared with python3 and exact fractions
	@$(MAKE) all
	@$(ENVIRONMENT) $(LUA) spec/property/run.lua $(PROPERTY_FIRST) $(PROPERTY_COUNT)

property-short: ## the same for 30 panels
	@$(MAKE) property PROPERTY_COUNT=30

try-real: deps ## whole files of the portal (FILES=…), and sums by another program
	@$(MAKE) all
	@$(ENVIRONMENT) $(LUA) spec/real/try.lua $(FILES)

# part: of those with more than 100 000 rows a tenth. full: minutes, most of them in Lua.
DATASETS = part

all-datasets: deps ## a table of the stand-in's 83 time series, got in all ways (DATASETS=full)
	@$(MAKE) all
	@$(ENVIRONMENT) $(LUA) spec/doors/print_datasets.lua $(DATASETS)

PAGES   = $(BUILD)/pages
BROWSER = $(BUILD)/browser

$(BROWSER)/node_modules: spec/browser/package.json
	@mkdir -p $(BROWSER)
	cp $< $(BROWSER)
	cd $(BROWSER) && npm install --silent --no-audit --no-fund --no-package-lock
	@touch $@

# CHROMIUM names the browser, if it is not Debian's.
test-pages: deps-pages ## reports and charts in Chromium: interaction, accessibility, print
	@$(MAKE) all $(BROWSER)/node_modules
	@rm -rf $(PAGES)
	@mkdir -p $(PAGES)
	@$(ENVIRONMENT) $(LUA) spec/browser/make.lua $(PAGES)
	@cp spec/browser/check.mjs $(BROWSER)
	@node $(BROWSER)/check.mjs $(PAGES)/*
