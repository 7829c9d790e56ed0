# Sanitizers, valgrind, fuzzing, refused memory, threads.

# `nodelete` keeps the symbols of a C module for the report, which is written after Lua closed it.
NODELETE   = -Wl,-z,nodelete
ASAN_FLAGS = -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer
LSAN       = LSAN_OPTIONS=suppressions=spec/support/lsan.supp:print_suppressions=0

# $(1): a build folder. Busted in this process, for tools that watch one process.
busted_in = $(LUA) -e 'package.cpath = "./$(1)/?.so;" .. package.cpath' \
	  "$$(command -v busted)" --ignore-lua --cpath='./$(1)/?.so'

## Memory, threads, random input
.PHONY: asan valgrind torture torture-short threads threads-short tsan tsan-short fuzz fuzz-short \
        mutate

ASAN = $(BUILD)/asan

asan: deps ## the specs, with the C modules under AddressSanitizer and UBSan
	@$(MAKE) all $(FRENCH)
	@$(MAKE) all BUILD=$(ASAN) CFLAGS='-O1 -g $(ASAN_FLAGS)' LDFLAGS='$(NODELETE)'
	LD_PRELOAD="$$($(CC) -print-file-name=libasan.so) $$($(CC) -print-file-name=libubsan.so)" \
	$(CACHE) $(LSAN) $(LOCALES) $(call busted_in,$(ASAN)) $(BUSTED_FLAGS)

# Without the specs that measure time or memory, or run other programs.
VALGRIND       = $(BUILD)/valgrind
VALGRIND_SPECS = $(filter-out %_cost_spec.lua,$(wildcard spec/csv/decode_*spec.lua)) \
                 spec/csv/file_spec.lua \
                 $(patsubst %,spec/portal/%_spec.lua,http http_answer http_failure fetch) \
                 spec/cache/store_spec.lua

valgrind: deps-valgrind ## the specs of the C modules and of the fetch under valgrind
	@$(MAKE) all BUILD=$(VALGRIND) CFLAGS='-O1 -g' LDFLAGS='$(NODELETE)'
	$(CACHE) valgrind -q --error-exitcode=9 --leak-check=full --show-leak-kinds=definite \
	  --errors-for-leak-kinds=definite --child-silent-after-fork=yes \
	  $(call busted_in,$(VALGRIND)) $(VALGRIND_SPECS)
	@echo "valgrind: silent"

TORTURE       = $(BUILD)/torture
TORTURE_FLAGS = -O1 -g $(ASAN_FLAGS)
TORTURE_STEP  = 1

torture: deps ## every allocation refused in turn (see spec/torture/host.c)
	@$(MAKE) all BUILD=$(TORTURE) \
	  CFLAGS='$(TORTURE_FLAGS) -include $(CURDIR)/spec/torture/refuse.h' LDFLAGS='$(NODELETE)'
	$(CC) $(OUR_FLAGS) $(TORTURE_FLAGS) -rdynamic spec/torture/host.c -o $(TORTURE)/host \
	  $(LUA_LIBS) $(CURL_LIBS) -lz
	$(LSAN) $(ENVIRONMENT) $(LUA) spec/torture/run.lua $(TORTURE)/host $(TORTURE_STEP)

torture-short: ## the same for one allocation in 41
	@$(MAKE) torture TORTURE_STEP=41

THREADS       = $(BUILD)/threads
THREAD_COUNTS = 8 100

$(THREADS)/host: spec/threads/host.c $(BUILD)/liburssaf.a $(BUILD)/urssaf.h
	@mkdir -p $(THREADS)
	$(CC) $(OUR_FLAGS) -D_GNU_SOURCE -I$(BUILD) $(CFLAGS) $< $(LDFLAGS) -o $@ $(BUILD)/liburssaf.a \
	  $(LUA_LIBS) $(ALL_LIBS)

# $(1): a command that starts the host
run_threads = $(ENVIRONMENT) $(LUA) spec/threads/run.lua $(1) "$(CURDIR)/$(BENCH)" $(THREAD_COUNTS)

threads: deps ## many Lua states in many threads (see spec/threads/host.c)
	@$(MAKE) all $(THREADS)/host $(BENCH)/1/export.csv.gz
	@$(call run_threads,$(THREADS)/host)

threads-short: ## the same with fewer threads
	@$(MAKE) threads THREAD_COUNTS="8 10"

# ThreadSanitizer needs addresses that are not randomised: setarch -R.
TSAN = $(BUILD)/tsan

tsan: deps ## many states in many threads, under ThreadSanitizer
	@$(MAKE) all $(BENCH)/1/export.csv.gz
	@$(MAKE) $(TSAN)/threads/host BUILD=$(TSAN) CFLAGS='-O1 -g -fsanitize=thread'
	@TSAN_OPTIONS=halt_on_error=1:exitcode=66 \
	  $(call run_threads,"setarch -R $(TSAN)/threads/host")

tsan-short: ## the same with fewer threads
	@$(MAKE) tsan THREAD_COUNTS="8 10"

# libFuzzer feeds the tokenizer and the panel (decode_fuzz), and a response's way through libcurl's
# callbacks and gzip (http_fuzz, whose buffers are 256 times smaller than the library's). Scripts
# make random bodies for both decoders (differential.lua), and random answers and kept publications
# for the whole library (answers.lua). Inputs that fail are left in $(FUZZ); with the fix they go to
# the corpus, spec/fuzz/corpus*.
FUZZ         = $(BUILD)/fuzz
FUZZ_SECONDS = 600
FUZZ_FLAGS   = -O1 -g -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=undefined

DECODE_FUZZ = spec/fuzz/decode_fuzz.c $(wildcard src/csv/*.c)
HTTP_FUZZ   = $(patsubst %,spec/fuzz/%.c,http_fuzz fake_curl gzip_body) \
              $(filter-out src/http/session.c,$(wildcard src/http/*.c))

$(FUZZ)/decode_fuzz: $(DECODE_FUZZ) $(HEADERS)
	@mkdir -p $(FUZZ)/corpus
	clang $(OUR_FLAGS) $(FUZZ_FLAGS) -Isrc/csv $(DECODE_FUZZ) -o $@ -lm

$(FUZZ)/http_fuzz: $(HTTP_FUZZ) $(HEADERS) $(wildcard spec/fuzz/*.h)
	@mkdir -p $(FUZZ)/corpus_http
	clang $(OUR_FLAGS) $(FUZZ_FLAGS) '-DKIB=((size_t)4)' -Isrc/http $(HTTP_FUZZ) -o $@ -lz $(CURL_LIBS)

# $(1): a fuzzer; $(2): how long it runs, and its other options; $(3): the name of its corpus
define run_libfuzzer
	$(FUZZ)/$(1) $(2) -timeout=10 -artifact_prefix=$(FUZZ)/ $(FUZZ)/$(3) spec/fuzz/$(3) \
	  >$(FUZZ)/log 2>&1 || { tail -40 $(FUZZ)/log; exit 1; }
	@sed -n 's/^Done \([0-9]*\) runs in \([0-9]*\) second.*/$(1): \1 executions in \2 s, no finding/p' $(FUZZ)/log
endef

# $(1) and $(2): how long each libFuzzer runs; $(3) and $(4): how long each script does
define fuzz
	$(call run_libfuzzer,decode_fuzz,$(1) -dict=spec/fuzz/csv.dict -max_len=4096,corpus)
	$(call run_libfuzzer,http_fuzz,$(2) -max_len=1024,corpus_http)
	@$(ENVIRONMENT) $(LUA) spec/fuzz/differential.lua $(3)
	@ulimit -v 2000000; $(ENVIRONMENT) $(LUA) spec/fuzz/answers.lua $(4)
endef

QUARTER = $$(($(FUZZ_SECONDS) / 4))

fuzz: deps-fuzz ## random input for the decoder, HTTP and kept files, for FUZZ_SECONDS (600)
	@$(MAKE) all $(FUZZ)/decode_fuzz $(FUZZ)/http_fuzz
	$(call fuzz,-max_total_time=$(QUARTER),-max_total_time=$(QUARTER),seconds $(QUARTER),seconds $(QUARTER))

fuzz-short: deps-fuzz ## the same for some seconds
	@$(MAKE) all $(FUZZ)/decode_fuzz $(FUZZ)/http_fuzz
	$(call fuzz,-runs=200000 -seed=1,-runs=100000 -seed=1,cases 20000,cases 3000)

# Small changes to these files, one at a time: which of them does no spec notice?
MUTATE_FILES = $(wildcard src/http/*.c) src/binding/http.c
MUTATE_COUNT = 20
MUTATE_SEED  = 1

mutate: deps-fuzz ## small changes to MUTATE_FILES: prints those that no spec notices
	@$(MAKE) all
	@python3 -B spec/mutate/run.py $(MUTATE_COUNT) $(MUTATE_SEED) $(MUTATE_FILES)
