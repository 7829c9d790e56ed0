C_FILES = $(wildcard src/*/*.[ch] spec/*/*.[ch] examples/*/*.[ch])

## Style
.PHONY: lint format

lint: deps-lint ## luacheck, clang-format, gcc and clang: warnings are errors
	luacheck --quiet lua bin/urssaf src docs mk release spec examples rockspec/*.rockspec .luacheckrc .busted
	clang-format --dry-run -Werror $(C_FILES)
	@$(MAKE) $(BUILD)/modules.inc
	@mkdir -p $(BUILD)/lint
	@for compiler in gcc clang; do for file in src/*/*.c examples/*/*.c; do \
	  echo "$$compiler $$file"; \
	  $$compiler $(OUR_FLAGS) -I$(BUILD) -Isrc/static $(CFLAGS) -Werror -c $$file \
	    -o $(BUILD)/lint/check.o || exit 1; \
	done; done

format: ## format the C files
	clang-format -i $(C_FILES)
