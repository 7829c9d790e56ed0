C_FILES = $(wildcard src/*/*.[ch] spec/*/*.[ch] examples/*/*.[ch])
# Without what needs ISA-L where that is not taken.
LINT_FILES = $(filter-out $(if $(WITH_ISAL),,src/http/inflate_isal.c src/http/gzip_head.c),\
               $(wildcard src/*/*.c examples/*/*.c))

## Style
.PHONY: lint format

lint: deps-lint ## luacheck, clang-format, gcc and clang: warnings are errors
	luacheck --quiet lua bin/urssaf src docs mk release spec examples rockspec/*.rockspec .luacheckrc .busted
	clang-format --dry-run -Werror $(C_FILES)
	@$(MAKE) $(BUILD)/modules.inc
	@mkdir -p $(BUILD)/lint
	@for compiler in gcc clang; do for file in $(LINT_FILES); do \
	  echo "$$compiler $$file"; \
	  $$compiler $(OUR_FLAGS) -I$(BUILD) -Isrc/static $(CFLAGS) -Werror -c $$file \
	    -o $(BUILD)/lint/check.o || exit 1; \
	done; done

format: ## format the C files
	clang-format -i $(C_FILES)
