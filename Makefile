# `make` builds the C modules into build/; `make help` lists the targets. Targets that need Debian
# packages for more than building install them: mk/packages.mk.

# For the caller to set:
LUA      = lua5.4
CC       = gcc
OBJCOPY  = objcopy
CFLAGS   = -O2 -g
PREFIX   = /usr/local
DESTDIR  =
BUILD    = build
# what decompresses responses: isal (ISA-L, twice as fast) or zlib
INFLATE  = $(shell pkg-config --exists libisal 2>/dev/null && echo isal || echo zlib)

MAKEFLAGS += --no-print-directory

# lua5.1, lua5.3, lua5.4 or luajit: the name that pkg-config knows
LUA_NAME    = $(notdir $(LUA))
LUA_FLAGS   = $(shell pkg-config --cflags $(LUA_NAME) 2>/dev/null \
                || echo -I/usr/include/$(LUA_NAME:luajit=luajit-2.1))
LUA_LIBS    = $(shell pkg-config --libs $(LUA_NAME) 2>/dev/null || echo -l$(LUA_NAME))
LUA_VERSION = $(shell $(LUA) -e 'print((_VERSION:match "%S+$$"))' 2>/dev/null)
CURL_CFLAGS = $(shell pkg-config --cflags libcurl 2>/dev/null)
CURL_LIBS   = $(shell pkg-config --libs libcurl 2>/dev/null || echo -lcurl)

WARNINGS  = -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes \
            -Wmissing-prototypes -Wwrite-strings -Wpointer-arith -Wconversion
# -fno-plt: a call of Lua takes one instruction less, and each value in a table is such a call.
OUR_FLAGS = -std=c11 -D_DEFAULT_SOURCE -fPIC -fno-plt $(WARNINGS) $(LUA_FLAGS) $(CURL_CFLAGS)

# ---------------------------------------------------------------- the files of the library

LUA_FILES := $(shell sh mk/sources.sh lua)
HEADERS    = $(wildcard src/*/*.h)

INFLATER := $(filter zlib isal,$(INFLATE))
$(if $(INFLATER),,$(error INFLATE is zlib or isal, not "$(INFLATE)"))

# $(1): a C module
sources_of = $(shell sh mk/sources.sh $(1) $(INFLATER))
objects_of = $(patsubst src/%.c,$(BUILD)/%.o,$(call sources_of,$(1)))

HTTP_OBJECTS     := $(call objects_of,http)
DECODE_OBJECTS   := $(call objects_of,decode)
CHECKSUM_OBJECTS := $(call objects_of,checksum)

MODULES = $(addprefix $(BUILD)/urssaf/,http.so decode.so checksum.so)

ZLIB_LIBS     = -lz
ISAL_LIBS     = $(shell pkg-config --libs libisal 2>/dev/null || echo -lisal)
INFLATE_LIBS  = $(if $(filter isal,$(INFLATER)),$(ISAL_LIBS),$(ZLIB_LIBS))
HTTP_LIBS     = $(CURL_LIBS) $(INFLATE_LIBS) -lpthread
DECODE_LIBS   = -lm
CHECKSUM_LIBS = $(ZLIB_LIBS)
ALL_LIBS      = $(HTTP_LIBS) $(DECODE_LIBS) $(CHECKSUM_LIBS)

# ---------------------------------------------------------------- building

## Build
.PHONY: all help clean

all: $(MODULES) ## the C modules (this is what plain `make` does)

# Names the Lua and the inflater that a build folder is for. With others everything in it is built
# anew.
BUILT_FOR = $(BUILD)/for-$(LUA_NAME)-$(INFLATER)

$(BUILT_FOR):
	@mkdir -p $(BUILD)
	@rm -f $(BUILD)/for-* $(BUILD)/http/*.o
	@touch $@

$(BUILD)/%.o: src/%.c $(HEADERS) $(BUILT_FOR)
	@mkdir -p $(@D)
	$(CC) $(OUR_FLAGS) $(CFLAGS) -c $< -o $@

# $(1): libraries
define link_module
@mkdir -p $(@D)
$(CC) $(CFLAGS) -shared $(LDFLAGS) $^ -o $@ $(1)
endef

$(BUILD)/urssaf/http.so: $(HTTP_OBJECTS)
	$(call link_module,$(HTTP_LIBS))

$(BUILD)/urssaf/decode.so: $(DECODE_OBJECTS)
	$(call link_module,$(DECODE_LIBS))

$(BUILD)/urssaf/checksum.so: $(CHECKSUM_OBJECTS)
	$(call link_module,$(CHECKSUM_LIBS))

help: ## this list
	@awk -F ':.*## ' '/^## / { print "\n" substr($$0, 4) ":" } \
	  /^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

clean: ## remove what was built
	rm -rf $(BUILD) src/*/*.o urssaf

include mk/static.mk
include mk/packages.mk
include mk/test.mk
include mk/sanitize.mk
include mk/machines.mk
include mk/bench.mk
include mk/docs.mk
include mk/lint.mk
include mk/install.mk
include mk/release.mk
