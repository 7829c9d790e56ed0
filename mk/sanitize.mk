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
	$(FOLDERS) $(LSAN) $(LOCALES) $(call busted_in,$(ASAN)) $(BUSTED_FLAGS)

# Without the specs that measure time or memory, or run other programs.
VALGRIND       = $(BUILD)/valgrind
VALGRIND_SPECS = $(filter-out %_cost_spec.lua,$(wildcard spec/csv/decode_*spec.lua)) \
                 spec/csv/file_spec.lua spec/csv/learned_columns_spec.lua \
                 $(patsubst %,spec/portal/%_spec.lua,http http_answer http_failure fetch) \
                 spec/cache/store_spec.lua

valgrind: deps-valgrind ## the specs of the C modules and of the fetch under valgrind
	@$(MAKE) all
	@$(MAKE) all BUILD=$(VALGRIND) CFLAGS='-O1 -g' LDFLAGS='$(NODELETE)'
	$(FOLDERS) valgrind -q --error-exitcode=9 --leak-check=full --show-leak-kinds=definite \
	  --errors-for-leak-kinds=definite --child-silent-after-fork=yes \
	  $(call busted_in,$(VALGRIND)) $(VALGRIND_SPECS)
	@echo "valgrind: silent"

TORTURE       = $(BUILD)/torture
TORTURE_FLAGS = -O1 -g $(ASAN_FLAGS)
TORTURE_STEP  = 1
TORTURE_OF    = lua c

torture: deps ## every allocation refused in turn (TORTURE_OF=c: those of C alone)
	@$(MAKE) all BUILD=$(TORTURE) \
	  CFLAGS='$(TORTURE_FLAGS) -include $(CURDIR)/spec/torture/refuse.h' LDFLAGS='$(NODELETE)'
	$(CC) $(OUR_FLAGS) $(TORTURE_FLAGS) -rdynamic spec/torture/host.c -o $(TORTURE)/host \
	  $(LUA_LIBS) $(CURL_LIBS)
	$(LSAN) $(ENVIRONMENT) $(LUA) spec/torture/run.lua $(TORTURE)/host $(TORTURE_STEP) \
	  "$(TORTURE_OF)"

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

# libFuzzer feeds the tokenizer and the panel (decode_fuzz), a response's way through libcurl's
# callbacks and gzip (http_fuzz, whose buffers are 256 times smaller than the library's, once with
# each inflater), and damaged gzip to both inflaters, which must agree (inflate_fuzz). Scripts
# make random bodies for both decoders (differential.lua), and random answers and kept publications
# for the whole library (answers.lua). Inputs that fail are left in $(FUZZ); with the fix they go to
# the corpus, spec/fuzz/corpus*.
FUZZ         = $(BUILD)/fuzz
FUZZ_SECONDS = 600
FUZZ_FLAGS   = -O1 -g -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=undefined

DECODE_FUZZ = spec/fuzz/decode_fuzz.c $(wildcard src/csv/*.c)
HTTP_FUZZ   = $(patsubst %,spec/fuzz/%.c,http_fuzz fake_curl gzip_body) \
              $(patsubst %,src/http/%.c,clock head inflate outcome transfer)

# Where ISA-L is not taken, there is nothing to compare zlib with.
WITH_ISAL    = $(filter isal,$(INFLATER))
INFLATE_FUZZ = $(patsubst %,spec/fuzz/%.c,inflate_fuzz gzip_body with_zlib with_isal) \
               src/http/gzip_head.c
FUZZERS      = decode_fuzz http_fuzz_zlib $(if $(WITH_ISAL),http_fuzz_isal inflate_fuzz)

$(FUZZ)/decode_fuzz: $(DECODE_FUZZ) $(HEADERS)
	@mkdir -p $(FUZZ)/corpus
	clang $(OUR_FLAGS) $(FUZZ_FLAGS) -Isrc/csv $(DECODE_FUZZ) -o $@ -lm

# The fuzzer refuses memory to the inflater.
$(FUZZ)/inflate_%.o: src/http/inflate_%.c $(HEADERS)
	@mkdir -p $(FUZZ)
	clang $(OUR_FLAGS) $(FUZZ_FLAGS) -Dmalloc=grant_malloc -Dcalloc=grant_calloc -c $< -o $@

$(FUZZ)/http_fuzz_zlib: $(FUZZ)/inflate_zlib.o
$(FUZZ)/http_fuzz_isal: $(FUZZ)/inflate_isal.o src/http/gzip_head.c

$(FUZZ)/http_fuzz_%: $(HTTP_FUZZ) $(HEADERS) $(wildcard spec/fuzz/*.h)
	@mkdir -p $(FUZZ)/corpus_http
	clang $(OUR_FLAGS) $(FUZZ_FLAGS) '-DKIB=((size_t)4)' -Isrc/http $(filter %.c %.o,$^) -o $@ \
	  $(ZLIB_LIBS) $(if $(WITH_ISAL),$(ISAL_LIBS)) $(CURL_LIBS)

$(FUZZ)/inflate_fuzz: $(INFLATE_FUZZ) $(wildcard src/http/inflate*.c) $(HEADERS) $(wildcard spec/fuzz/*.h)
	@mkdir -p $(FUZZ)/corpus_inflate
	clang $(OUR_FLAGS) $(FUZZ_FLAGS) -Isrc/http $(INFLATE_FUZZ) -o $@ $(ZLIB_LIBS) $(ISAL_LIBS)

# $(1): a fuzzer; $(2): how long it runs, and its other options; $(3): the name of its corpus
define run_libfuzzer
	$(FUZZ)/$(1) $(2) -timeout=10 -artifact_prefix=$(FUZZ)/ $(FUZZ)/$(3) spec/fuzz/$(3) \
	  >$(FUZZ)/log 2>&1 || { tail -40 $(FUZZ)/log; exit 1; }
	@sed -n 's/^Done \([0-9]*\) runs in \([0-9]*\) second.*/$(1): \1 executions in \2 s, no finding/p' $(FUZZ)/log
endef

# $(1) to $(3): how long the libFuzzers run; $(4) and $(5): how long each script does
define fuzz
	$(call run_libfuzzer,decode_fuzz,$(1) -dict=spec/fuzz/csv.dict -max_len=4096,corpus)
	$(call run_libfuzzer,http_fuzz_zlib,$(2) -max_len=1024,corpus_http)
	$(if $(WITH_ISAL),$(call run_libfuzzer,http_fuzz_isal,$(2) -max_len=1024,corpus_http))
	$(if $(WITH_ISAL),$(call run_libfuzzer,inflate_fuzz,$(3) -max_len=1024,corpus_inflate))
	@$(ENVIRONMENT) $(LUA) spec/fuzz/differential.lua $(4)
	@ulimit -v 2000000; $(ENVIRONMENT) $(LUA) spec/fuzz/answers.lua $(5)
endef

# Each of up to four libFuzzers and two scripts gets a sixth of the time.
FUZZ_SHARE = $$(($(FUZZ_SECONDS) / 6))
FUZZ_TIME  = -max_total_time=$(FUZZ_SHARE)

fuzz: deps-fuzz ## random input for the decoder, HTTP, gzip and kept files, for FUZZ_SECONDS (600)
	@$(MAKE) all $(FUZZERS:%=$(FUZZ)/%)
	$(call fuzz,$(FUZZ_TIME),$(FUZZ_TIME),$(FUZZ_TIME),seconds $(FUZZ_SHARE),seconds $(FUZZ_SHARE))

fuzz-short: deps-fuzz ## the same for some seconds
	@$(MAKE) all $(FUZZERS:%=$(FUZZ)/%)
	$(call fuzz,-runs=200000 -seed=1,-runs=50000 -seed=1,-runs=20000 -seed=1,cases 20000,cases 3000)

# Small changes to these files, one at a time: which of them does no spec notice?
MUTATE_FILES = $(filter src/http/%,$(call sources_of,http)) src/binding/http.c
MUTATE_COUNT = 20
MUTATE_SEED  = 1

mutate: deps-fuzz ## small changes to MUTATE_FILES: prints those that no spec notices
	@$(MAKE) all
	@INFLATE=$(INFLATER) python3 -B spec/mutate/run.py $(MUTATE_COUNT) $(MUTATE_SEED) $(MUTATE_FILES)
