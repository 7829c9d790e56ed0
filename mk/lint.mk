C_FILES = $(wildcard src/*/*.[ch] spec/*/*.[ch] examples/*/*.[ch])
# Without what needs ISA-L where that is not taken.
LINT_FILES = $(filter-out $(if $(WITH_ISAL),,src/http/inflate_isal.c src/http/gzip_head.c),\
               $(wildcard src/*/*.c examples/*/*.c))

# Of the libraries' headers, musl-gcc is shown these; all others are musl's own.
MUSL_HEADERS = $(BUILD)/lint/musl
HEADER_DIRS  = /usr/include/$(shell gcc -print-multiarch 2>/dev/null) /usr/include

## Style
.PHONY: lint lint-musl format

lint: deps-lint ## luacheck, clang-format; gcc, clang and musl-gcc: warnings are errors
	luacheck --quiet lua bin/urssaf src docs mk release spec examples rockspec/*.rockspec .luacheckrc .busted
	clang-format --dry-run -Werror $(C_FILES)
	@$(MAKE) $(BUILD)/modules.inc
	@mkdir -p $(BUILD)/lint
	@for compiler in gcc clang; do for file in $(LINT_FILES); do \
	  echo "$$compiler $$file"; \
	  $$compiler $(OUR_FLAGS) -I$(BUILD) -Isrc/static $(CFLAGS) -Werror -c $$file \
	    -o $(BUILD)/lint/check.o || exit 1; \
	done; done
	@$(MAKE) lint-musl

lint-musl: deps-lint ## the C files with musl's headers in the place of glibc's
	@$(MAKE) $(BUILD)/modules.inc
	@rm -rf $(MUSL_HEADERS); mkdir -p $(MUSL_HEADERS)
	@for dir in $(HEADER_DIRS); do for name in curl 'lua*.h' zlib.h zconf.h isa-l.h isa-l; do \
	  for found in $$dir/$$name; do [ ! -e $$found ] || ln -sfn $$found $(MUSL_HEADERS); done; \
	done; done
	@for file in $(LINT_FILES); do \
	  echo "musl-gcc $$file"; \
	  musl-gcc $(filter-out $(CURL_CFLAGS),$(OUR_FLAGS)) -isystem $(MUSL_HEADERS) -I$(BUILD) -Isrc/static $(CFLAGS) -Werror \
	    -c $$file -o $(BUILD)/lint/check.o || exit 1; \
	done

format: ## format the C files
	clang-format -i $(C_FILES)
