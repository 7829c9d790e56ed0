# make demo    the quickstart against a stand-in portal with synthetic data
# make test    all specs
# make test-hosts   all specs under a French locale, with the other lua-cjson, without C modules
# make test-all     all specs on Lua 5.1, LuaJIT, 5.3 and 5.4
# make static  liburssaf.a, for hosts that link the library in; make host: such a one
# make asan, make valgrind   the specs with the C modules under sanitizers, under valgrind
# make torture   every request for memory refused in turn; make torture-short: some of them
# make threads many states in many threads; make tsan: under ThreadSanitizer
# make fuzz    bytes that nobody wrote, for ten minutes; make fuzz-short: for some seconds
# make test-pages   pages and pictures in Chromium: what they do, how they read, on paper
# make docs    the reference, from the comments in the code: build/docs/index.html
# make rock    the rock of the checkout, and a release of what is committed: build/release
# make bench   the fetch beside what one would use instead (make bench-deps installs these);
#              make bench-short: whether that works
# make bench-helpers   what the operations on a panel cost beside the fetch
# All install the Debian packages they need; `make` alone only builds.

LUA      = lua5.4
CC       = gcc
OBJCOPY  = objcopy
CFLAGS   = -O2 -g
PREFIX   = /usr/local
DESTDIR  =

# Everything below is ours.
BUILD     = build
LUA_NAME  = $(notdir $(LUA))
LUA_FLAGS = $(shell pkg-config --cflags $(LUA_NAME) 2>/dev/null \
              || echo -I/usr/include/$(LUA_NAME:luajit=luajit-2.1))
LUA_LIBS  = $(shell pkg-config --libs $(LUA_NAME) 2>/dev/null || echo -l$(LUA_NAME))
CURL_CFLAGS = $(shell pkg-config --cflags libcurl 2>/dev/null)
CURL_LIBS   = $(shell pkg-config --libs libcurl 2>/dev/null || echo -lcurl)
WARNINGS  = -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes \
            -Wmissing-prototypes -Wwrite-strings -Wpointer-arith -Wconversion
OUR_FLAGS = -std=c11 -D_DEFAULT_SOURCE -fPIC $(WARNINGS) $(LUA_FLAGS) $(CURL_CFLAGS)

HTTP_OBJECTS   = $(addprefix $(BUILD)/,binding/http.o binding/request.o binding/option.o \
                   binding/failure.o $(patsubst src/%.c,%.o,$(wildcard src/http/*.c)))
DECODE_OBJECTS = $(addprefix $(BUILD)/,binding/decode.o binding/columns.o binding/tables.o \
                   binding/option.o binding/failure.o $(patsubst src/%.c,%.o,$(wildcard src/csv/*.c)))
HEADERS        = $(wildcard src/*/*.h)
MODULES        = $(addprefix $(BUILD)/urssaf/,http.so decode.so checksum.so)
LUA_FILES      = $(sort $(wildcard lua/urssaf/*.lua lua/urssaf/*/*.lua lua/urssaf/*/*/*.lua))

# The checkout's own modules first, then what is installed; what is fetched is kept here as well.
KEPT        = URSSAF_CACHE_DIR="$(CURDIR)/$(BUILD)/cache"
ENVIRONMENT = $(KEPT) LUA_PATH='./lua/?.lua;./lua/?/init.lua;./?.lua;;' LUA_CPATH='./$(BUILD)/?.so;;'
BUSTED      = $(KEPT) LUA=$(LUA) SPEC_BUILD=$(BUILD) busted --lua=$(LUA) --cpath='./$(BUILD)/?.so'

BUILD_PACKAGES = gcc libc6-dev pkg-config lua5.4 liblua5.4-dev libcurl4-openssl-dev zlib1g-dev
DEMO_PACKAGES  = $(BUILD_PACKAGES) ca-certificates lua-argparse lua-cjson lua-filesystem lua-socket \
                 lua-zlib
DOCS_PACKAGES  = lua-ldoc cmark-gfm
TEST_PACKAGES  = $(DEMO_PACKAGES) $(DOCS_PACKAGES) lua-busted lua-dkjson luarocks binutils openssl \
                 libxml2-utils nginx-light locales python3 strace
# programs that host Lua, for the specs of examples/hosts
HOST_PACKAGES  = curl lighttpd lighttpd-modules-lua wrk neovim pandoc $(LUA_PACKAGES)
LINT_PACKAGES  = $(BUILD_PACKAGES) lua-check clang clang-format

LUA_VERSION = $(shell $(LUA) -e 'print((_VERSION:match "%S+$$"))' 2>/dev/null)

.PHONY: all static host threads threads-short tsan tsan-short test-all deps-all deps-hosts deps deps-demo deps-lint demo test test-hosts bench bench-short bench-helpers bench-deps lint format asan deps-valgrind valgrind deps-fuzz fuzz fuzz-short torture torture-short has-lua install uninstall rock clean

all: $(MODULES)

# Which Lua a build folder is for: another one makes all of it anew.
FOR_LUA = $(BUILD)/for-$(LUA_NAME)

$(FOR_LUA):
	@mkdir -p $(BUILD)
	@rm -f $(BUILD)/for-*
	@touch $@

$(BUILD)/%.o: src/%.c $(HEADERS) $(FOR_LUA)
	@mkdir -p $(@D)
	$(CC) $(OUR_FLAGS) $(CFLAGS) -c $< -o $@

$(BUILD)/urssaf/http.so: $(HTTP_OBJECTS)
	@mkdir -p $(BUILD)/urssaf
	$(CC) $(CFLAGS) -shared $(LDFLAGS) $^ -o $@ $(CURL_LIBS) -lz -lpthread

$(BUILD)/urssaf/decode.so: $(DECODE_OBJECTS)
	@mkdir -p $(BUILD)/urssaf
	$(CC) $(CFLAGS) -shared $(LDFLAGS) $^ -o $@ -lm

$(BUILD)/urssaf/checksum.so: $(BUILD)/binding/checksum.o
	@mkdir -p $(BUILD)/urssaf
	$(CC) $(CFLAGS) -shared $(LDFLAGS) $^ -o $@ -lz

# One archive of all of it, the Lua modules included, for hosts that link the library in. It is one
# object, whose hidden names are made local, so that none meets one of the host's: what is left to
# see is luaopen_*.
STATIC_OBJECTS = $(sort $(HTTP_OBJECTS) $(DECODE_OBJECTS)) $(addprefix $(BUILD)/,binding/checksum.o static/bundle.o)

static: $(BUILD)/liburssaf.a $(BUILD)/urssaf.h

# Without what is for a terminal, or for editors.
BUNDLED = $(filter-out lua/urssaf/cli/% lua/urssaf/meta/%,$(LUA_FILES))

$(BUILD)/modules.inc: src/static/bundle.lua $(BUNDLED)
	@mkdir -p $(BUILD)
	$(LUA) src/static/bundle.lua $(BUNDLED) > $@

BUNDLE_FLAGS = -I$(BUILD)

$(BUILD)/static/bundle.o: src/static/bundle.c src/static/urssaf.h $(BUILD)/modules.inc $(HEADERS) $(FOR_LUA)
	@mkdir -p $(@D)
	$(CC) $(OUR_FLAGS) $(BUNDLE_FLAGS) $(CFLAGS) -c $< -o $@

$(BUILD)/liburssaf.a: $(STATIC_OBJECTS)
	$(LD) -r $^ -o $(BUILD)/whole.o
	$(OBJCOPY) --localize-hidden $(BUILD)/whole.o
	rm -f $@
	$(AR) rcs $@ $(BUILD)/whole.o

$(BUILD)/urssaf.h: src/static/urssaf.h
	cp $< $@

# examples/host: a program that embeds Lua and links the library in.
host: $(BUILD)/urssaf-host

$(BUILD)/urssaf-host: examples/host/main.c $(BUILD)/liburssaf.a $(BUILD)/urssaf.h
	$(CC) -std=c11 $(WARNINGS) $(LUA_FLAGS) -I$(BUILD) $(CFLAGS) $< $(LDFLAGS) -o $@ \
	  $(BUILD)/liburssaf.a $(LUA_LIBS) $(CURL_LIBS) -lz -lpthread -lm

# ---------------------------------------------------------------- packages

# $(1): packages. Installs those that are missing; asks apt only if there are any.
define install_packages
	@if [ -n "$(ASSUME_DEPS)" ]; then exit 0; fi; \
	if ! command -v dpkg-query >/dev/null 2>&1; then \
	  echo "This is no Debian. Install what these packages hold, then call make with ASSUME_DEPS=1:"; \
	  echo "  $(1)"; \
	  exit 1; \
	fi; \
	missing=; \
	for package in $(1); do \
	  dpkg-query -W -f='$${Status}' $$package 2>/dev/null | grep -q 'ok installed' \
	    || missing="$$missing $$package"; \
	done; \
	if [ -n "$$missing" ]; then \
	  sudo=; if [ "$$(id -u)" != 0 ]; then sudo=sudo; fi; \
	  echo "installing:$$missing"; \
	  $$sudo apt-get update -qq \
	    && $$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
	       $$missing >/dev/null; \
	fi
endef

deps:
	$(call install_packages,$(TEST_PACKAGES))

# The programs of examples/hosts; without them their specs are pending.
deps-hosts: deps
	$(call install_packages,$(HOST_PACKAGES))

deps-demo:
	$(call install_packages,$(DEMO_PACKAGES))

deps-lint:
	$(call install_packages,$(LINT_PACKAGES))

# ---------------------------------------------------------------- running

# A locale with a decimal comma, for the specs; compiled here, not installed.
FRENCH = $(BUILD)/locale/fr_FR.UTF-8

$(FRENCH):
	@mkdir -p $(@D)
	localedef -i fr_FR -f UTF-8 $@

# A make of its own after the packages: pkg-config may only be there by then.
demo: deps-demo
	@$(MAKE) --no-print-directory all
	@$(ENVIRONMENT) $(LUA) spec/support/demo.lua

test: deps
	@$(MAKE) --no-print-directory all $(FRENCH)
	@rm -rf $(BUILD)/cache
	LOCPATH="$(CURDIR)/$(BUILD)/locale" $(BUSTED) $(BUSTED_FLAGS)

# The specs on every Lua that Debian packages, each with C modules of its own; a table at the end.
# `make test-all BUSTED_FLAGS=--exclude-tags=world` leaves out those that take long to fail.
LUAS         = lua5.1 luajit lua5.3 lua5.4
LUA_PACKAGES = lua5.1 liblua5.1-0-dev luajit libluajit-5.1-dev lua5.3 liblua5.3-dev
RESULTS      = $(BUILD)/test-all

deps-all: deps
	$(call install_packages,$(LUA_PACKAGES))

test-all: deps-all
	@mkdir -p $(RESULTS); failed=; for lua in $(LUAS); do \
	  echo "== $$lua"; \
	  $(MAKE) --no-print-directory test LUA=$$lua BUILD=$(BUILD)/$$lua >$(RESULTS)/$$lua 2>&1 \
	    || { failed="$$failed $$lua"; tail -n 60 $(RESULTS)/$$lua; }; \
	  grep -aE '^[0-9]+ success' $(RESULTS)/$$lua; \
	done; \
	printf '\n%-8s %9s %8s %6s %7s\n' Lua passed failed errors pending; \
	for lua in $(LUAS); do \
	  sed -nE "s/^([0-9]+) success.* \/ ([0-9]+) failure.* \/ ([0-9]+) error.* \/ ([0-9]+) pending.*/$$lua \1 \2 \3 \4/p" \
	    $(RESULTS)/$$lua; \
	done | awk '{ printf "%-8s %9d %8d %6d %7d\n", $$1, $$2, $$3, $$4, $$5 }'; \
	test -z "$$failed" || { echo "FAILED on:$$failed"; exit 1; }

# What operations cost, beside each other in one run.
bench-helpers: deps-demo
	@$(MAKE) --no-print-directory all
	@$(ENVIRONMENT) $(LUA) spec/bench/helpers.lua

# The fetch beside what one would use instead; those that are not installed are named.
BENCH       = $(BUILD)/bench
BENCH_SIZES = 1 20 200

$(BENCH)/%: spec/bench/%.c
	@mkdir -p $(BENCH)
	$(CC) -O2 -std=c11 -D_DEFAULT_SOURCE $(CURL_CFLAGS) $< -o $@ $(CURL_LIBS)

bench: deps
	@$(MAKE) --no-print-directory all $(BENCH)/limit $(BENCH)/measure
	@for size in $(BENCH_SIZES); do \
	  test -f $(BENCH)/$$size/export.csv.gz && continue; \
	  echo "writing the sample $$size times over"; \
	  $(ENVIRONMENT) $(LUA) spec/bench/prepare.lua $$size $(BENCH)/$$size || exit 1; \
	done
	@BENCH_SIZES="$(BENCH_SIZES)" $(ENVIRONMENT) $(LUA) spec/bench/run.lua $(BUILD)
	@$(ENVIRONMENT) $(LUA) spec/bench/rest.lua $(BUILD)

# Whether it works, in some seconds.
bench-short:
	@BENCH_RUNS=1 BENCH_ORDERS=1 $(MAKE) --no-print-directory bench BENCH_SIZES=1

bench-deps: deps
	$(call install_packages,python3-pandas nodejs npm)
	@mkdir -p $(BENCH)/node
	cp spec/bench/contenders/duckdb_csv.mjs $(BENCH)/node
	cd $(BENCH)/node && npm install --silent --no-audit --no-fund @duckdb/node-api

# Pages and pictures of the synthetic sample in Chromium ($(CHROMIUM), if it is not Debian's), as
# spec/browser/check.mjs says. Node may have come from elsewhere, with npm: then Debian's npm would
# not go beside it.
PAGES         = $(BUILD)/pages
BROWSER       = $(BUILD)/browser
PAGE_PACKAGES = $(if $(CHROMIUM),,chromium) \
                $(shell command -v npm >/dev/null 2>&1 || echo nodejs npm)

.PHONY: deps-pages test-pages

deps-pages: deps-demo
	$(call install_packages,$(PAGE_PACKAGES))

$(BROWSER)/node_modules: spec/browser/package.json
	@mkdir -p $(BROWSER)
	cp $< $(BROWSER)
	cd $(BROWSER) && npm install --silent --no-audit --no-fund --no-package-lock
	@touch $@

test-pages: deps-pages
	@$(MAKE) --no-print-directory all $(BROWSER)/node_modules
	@rm -rf $(PAGES)
	@mkdir -p $(PAGES)
	@$(ENVIRONMENT) $(LUA) spec/browser/make.lua $(PAGES)
	@cp spec/browser/check.mjs $(BROWSER)
	@node $(BROWSER)/check.mjs $(PAGES)/*

# The specs once more as in other hosts: under a French locale that was set before or after loading,
# with a lua-cjson that has integers, with the decoder in Lua. See spec/support/hosts/simulated_host.lua. Without
# those of the world outside that takes long to fail, and the long ones, which are the same whatever
# the host, and without the real hosts.
HOSTS = french-first french-later integer-cjson without-c

test-hosts: deps
	@$(MAKE) --no-print-directory all $(FRENCH)
	@for host in $(HOSTS); do \
	  echo "== $$host"; tags=world,host,long; \
	  if [ $$host = without-c ]; then tags=$$tags,c; fi; \
	  SPEC_HOST=$$host LOCPATH="$(CURDIR)/$(BUILD)/locale" \
	  $(BUSTED) --exclude-tags=$$tags --helper=spec/support/hosts/simulated_host.lua $(BUSTED_FLAGS) || exit 1; \
	done

# ---------------------------------------------------------------- the reference

# LDoc reads copies in which the comments' tags are its own, see docs/reference/prepare.lua.
REFERENCE = $(BUILD)/reference

.PHONY: docs deps-docs

deps-docs:
	$(call install_packages,$(DOCS_PACKAGES))

docs: deps-docs
	@rm -rf $(BUILD)/docs
	@$(LUA) docs/reference/prepare.lua $(REFERENCE)
	@cd $(REFERENCE) && $(LUA) "$$(command -v ldoc)" --quiet --fatalwarnings --testing -c config.ld . \
	  >/dev/null
	@echo "$(BUILD)/docs/index.html"

# ---------------------------------------------------------------- checking

C_FILES = $(wildcard src/*/*.[ch] spec/*/*.[ch] examples/*/*.[ch])

lint: deps-lint
	luacheck --quiet lua bin/urssaf src docs release spec examples rockspec/*.rockspec .luacheckrc .busted
	clang-format --dry-run -Werror $(C_FILES)
	@$(MAKE) --no-print-directory $(BUILD)/modules.inc
	@mkdir -p $(BUILD)/lint
	@for compiler in gcc clang; do for file in src/*/*.c examples/*/*.c; do \
	  echo "$$compiler $$file"; \
	  $$compiler $(OUR_FLAGS) $(BUNDLE_FLAGS) -Isrc/static $(CFLAGS) -Werror -c $$file \
	    -o $(BUILD)/lint/check.o || exit 1; \
	done; done

format:
	clang-format -i $(C_FILES)

# The specs once more, with the C modules under AddressSanitizer and UBSan. `nodelete` keeps their
# symbols for the report after Lua has closed them.
ASAN       = $(BUILD)/asan
ASAN_FLAGS = -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer

asan: deps
	@$(MAKE) --no-print-directory all $(FRENCH)
	@$(MAKE) --no-print-directory all BUILD=$(ASAN) \
	  CFLAGS='-O1 -g $(ASAN_FLAGS)' LDFLAGS='-Wl,-z,nodelete'
	LD_PRELOAD="$$($(CC) -print-file-name=libasan.so) $$($(CC) -print-file-name=libubsan.so)" \
	$(KEPT) LSAN_OPTIONS=suppressions=spec/support/lsan.supp:print_suppressions=0 \
	LOCPATH="$(CURDIR)/$(BUILD)/locale" \
	$(LUA) -e 'package.cpath = "./$(ASAN)/?.so;" .. package.cpath' \
	  "$$(command -v busted)" --ignore-lua --cpath='./$(ASAN)/?.so' $(BUSTED_FLAGS)

# The specs of the C modules and of the fetch under valgrind; those that measure time or memory, or
# run other programs, are the sanitizers' alone.
VALGRIND       = $(BUILD)/valgrind
VALGRIND_SPECS = $(wildcard spec/csv/decode_*spec.lua) spec/portal/http_answer_spec.lua \
                 spec/portal/http_spec.lua spec/portal/http_failure_spec.lua spec/portal/fetch_spec.lua \
                 spec/csv/file_spec.lua spec/cache/store_spec.lua

deps-valgrind: deps
	$(call install_packages,valgrind)

valgrind: deps-valgrind
	@$(MAKE) --no-print-directory all BUILD=$(VALGRIND) CFLAGS='-O1 -g' LDFLAGS='-Wl,-z,nodelete'
	$(KEPT) valgrind -q --error-exitcode=9 --leak-check=full --show-leak-kinds=definite \
	  --errors-for-leak-kinds=definite --child-silent-after-fork=yes \
	  $(LUA) -e 'package.cpath = "./$(VALGRIND)/?.so;" .. package.cpath' \
	  "$$(command -v busted)" --ignore-lua --cpath='./$(VALGRIND)/?.so' $(VALGRIND_SPECS)
	@echo "valgrind: silent"

# Bytes that nobody wrote, to tokenizer and accumulator (libFuzzer), and to the decoder beside a
# plain one in Lua. `make fuzz` goes on for FUZZ_SECONDS; what it finds first goes to $(BUILD), and
# with its mending to spec/fuzz/corpus.
FUZZ          = $(BUILD)/fuzz
FUZZ_SECONDS  = 600
FUZZ_RUNS     = 200000
FUZZ_CASES    = 20000
FUZZ_SOURCES  = $(wildcard src/csv/*.c)
FUZZ_FLAGS    = -O1 -g -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=undefined

$(FUZZ)/decode_fuzz: spec/fuzz/decode_fuzz.c $(FUZZ_SOURCES) $(HEADERS)
	@mkdir -p $(FUZZ)/corpus
	clang $(OUR_FLAGS) $(FUZZ_FLAGS) -Isrc/csv $< $(FUZZ_SOURCES) -o $@ -lm

deps-fuzz: deps
	$(call install_packages,clang libclang-rt-14-dev)

# $(1): how long libFuzzer runs; $(2): how long the other does
define fuzz
	$(FUZZ)/decode_fuzz $(1) -dict=spec/fuzz/csv.dict -max_len=4096 -timeout=10 \
	  -artifact_prefix=$(FUZZ)/ $(FUZZ)/corpus spec/fuzz/corpus >$(FUZZ)/log 2>&1 \
	  || { tail -40 $(FUZZ)/log; exit 1; }
	@sed -n 's/^Done \([0-9]*\) runs in \([0-9]*\) second.*/libFuzzer: \1 executions in \2 s, no finding/p' $(FUZZ)/log
	@$(ENVIRONMENT) $(LUA) spec/fuzz/differential.lua $(2)
endef

fuzz: deps-fuzz
	@$(MAKE) --no-print-directory all $(FUZZ)/decode_fuzz
	$(call fuzz,-max_total_time=$$(($(FUZZ_SECONDS) / 2)),seconds $$(($(FUZZ_SECONDS) / 2)))

fuzz-short: deps-fuzz
	@$(MAKE) --no-print-directory all $(FUZZ)/decode_fuzz
	$(call fuzz,-runs=$(FUZZ_RUNS) -seed=1,cases $(FUZZ_CASES))

# Every request for memory refused in turn, see spec/torture/host.c: all of them, or a sample.
TORTURE       = $(BUILD)/torture
TORTURE_FLAGS = -O1 -g $(ASAN_FLAGS)
TORTURE_STEP  = 1

torture: deps
	@$(MAKE) --no-print-directory all BUILD=$(TORTURE) \
	  CFLAGS='$(TORTURE_FLAGS) -include $(CURDIR)/spec/torture/refuse.h' LDFLAGS='-Wl,-z,nodelete'
	$(CC) $(OUR_FLAGS) $(TORTURE_FLAGS) -rdynamic spec/torture/host.c -o $(TORTURE)/host \
	  $(LUA_LIBS) $(CURL_LIBS) -lz
	LSAN_OPTIONS=suppressions=spec/support/lsan.supp:print_suppressions=0 \
	$(ENVIRONMENT) $(LUA) spec/torture/run.lua $(TORTURE)/host $(TORTURE_STEP)

torture-short:
	@$(MAKE) --no-print-directory torture TORTURE_STEP=41

# Many states in many threads, see spec/threads/host.c; and the same under ThreadSanitizer, which
# needs addresses where it expects them, hence setarch.
THREADS       = $(BUILD)/threads
THREAD_COUNTS = 8 100

$(THREADS)/host: spec/threads/host.c $(BUILD)/liburssaf.a $(BUILD)/urssaf.h
	@mkdir -p $(THREADS)
	$(CC) $(OUR_FLAGS) -D_GNU_SOURCE -I$(BUILD) $(CFLAGS) $< $(LDFLAGS) -o $@ $(BUILD)/liburssaf.a \
	  $(LUA_LIBS) $(CURL_LIBS) -lz -lpthread -lm

$(BENCH)/1/export.csv.gz:
	$(ENVIRONMENT) $(LUA) spec/bench/prepare.lua 1 $(BENCH)/1

threads-short:
	@$(MAKE) --no-print-directory threads THREAD_COUNTS="8 10"

tsan-short:
	@$(MAKE) --no-print-directory tsan THREAD_COUNTS="8 10"

threads: deps
	@$(MAKE) --no-print-directory all $(THREADS)/host $(BENCH)/1/export.csv.gz
	@$(ENVIRONMENT) $(LUA) spec/threads/run.lua $(THREADS)/host "$(CURDIR)/$(BENCH)" $(THREAD_COUNTS)

TSAN = $(BUILD)/tsan

tsan: deps
	@$(MAKE) --no-print-directory all $(BENCH)/1/export.csv.gz
	@$(MAKE) --no-print-directory $(TSAN)/threads/host BUILD=$(TSAN) \
	  CFLAGS='-O1 -g -fsanitize=thread'
	@TSAN_OPTIONS=halt_on_error=1:exitcode=66 $(ENVIRONMENT) $(LUA) spec/threads/run.lua \
	  "setarch -R $(TSAN)/threads/host" "$(CURDIR)/$(BENCH)" $(THREAD_COUNTS)

# ---------------------------------------------------------------- installing

LUA_DIR = $(DESTDIR)$(PREFIX)/share/lua/$(LUA_VERSION)/urssaf
LIB_DIR = $(DESTDIR)$(PREFIX)/lib/lua/$(LUA_VERSION)/urssaf

has-lua:
	@test -n "$(LUA_VERSION)" || { echo "'$(LUA)' does not run: say LUA=… where Lua is"; exit 1; }

BIN_DIR = $(DESTDIR)$(PREFIX)/bin

install: has-lua all
	install -d "$(LUA_DIR)" "$(LIB_DIR)"
	for file in $(LUA_FILES:lua/urssaf/%=%); do \
	  install -D -m 644 "lua/urssaf/$$file" "$(LUA_DIR)/$$file" || exit 1; \
	done
	install -m 755 $(MODULES) "$(LIB_DIR)"
	install -d "$(BIN_DIR)"
	sed '1s/lua5\.4/$(LUA_NAME)/' bin/urssaf > "$(BIN_DIR)/urssaf"
	chmod 755 "$(BIN_DIR)/urssaf"

uninstall: has-lua
	rm -rf "$(LUA_DIR)" "$(LIB_DIR)" "$(BIN_DIR)/urssaf"

# Into trees of their own; Debian's lua-cjson is unknown to LuaRocks, hence --deps-mode.
ROCK_TREE    = $(BUILD)/rock
RELEASE      = $(BUILD)/release
RELEASE_TREE = $(BUILD)/release-tree
VERSION      = $(shell sed -n 's/^return "\(.*\)"$$/\1/p' lua/urssaf/base/version.lua)

.PHONY: rockspec release

# The rock of the checkout, and then all that a release is made of.
rock:
	luarocks-5.4 lint rockspec/urssaf-scm-1.rockspec
	luarocks-5.4 make --deps-mode=none --tree $(ROCK_TREE) rockspec/urssaf-scm-1.rockspec
	rm -rf src/*/*.o urssaf
	@$(if $(findstring -,$(VERSION)),echo "no release: the version is $(VERSION)", \
	  $(MAKE) --no-print-directory release)

# The rockspec of the version, from the one of the checkout.
rockspec:
	lua5.4 release/rockspec.lua > $(RELEASE_ROCKSPEC)

RELEASE_ROCKSPEC = rockspec/urssaf-$(VERSION)-1.rockspec

# Of what is committed, twice, which has to give the same; then installed into an empty tree.
release:
	luarocks-5.4 lint $(RELEASE_ROCKSPEC)
	sh release/pack.sh $(RELEASE)
	@sh release/pack.sh $(RELEASE)-again 2>/dev/null
	cmp $(RELEASE)/SHA256SUMS $(RELEASE)-again/SHA256SUMS
	@rm -rf $(RELEASE)-again $(RELEASE_TREE)
	luarocks-5.4 install --deps-mode=none --tree $(RELEASE_TREE) $(RELEASE)/urssaf-$(VERSION)-1.src.rock
	cd $(RELEASE) && sha256sum -c SHA256SUMS

clean:
	rm -rf $(BUILD) src/*/*.o urssaf
