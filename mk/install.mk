LUA_DIR = $(DESTDIR)$(PREFIX)/share/lua/$(LUA_VERSION)/urssaf
LIB_DIR = $(DESTDIR)$(PREFIX)/lib/lua/$(LUA_VERSION)/urssaf
BIN_DIR = $(DESTDIR)$(PREFIX)/bin
SHARE_DIR = $(DESTDIR)$(PREFIX)/share

# The manual page and the completion of shells: share/… goes to PREFIX/share/…
SHARED_FILES = $(shell find share -type f)

## Install
.PHONY: install uninstall has-lua

install: has-lua all ## into PREFIX (/usr/local), below DESTDIR
	install -d "$(LUA_DIR)" "$(LIB_DIR)" "$(BIN_DIR)"
	for file in $(LUA_FILES:lua/urssaf/%=%); do \
	  install -D -m 644 "lua/urssaf/$$file" "$(LUA_DIR)/$$file" || exit 1; \
	done
	install -m 755 $(MODULES) "$(LIB_DIR)"
	sed '1s/lua5\.4/$(LUA_NAME)/' bin/urssaf > "$(BIN_DIR)/urssaf"
	chmod 755 "$(BIN_DIR)/urssaf"
	for file in $(SHARED_FILES:share/%=%); do \
	  install -D -m 644 "share/$$file" "$(SHARE_DIR)/$$file" || exit 1; \
	done

uninstall: has-lua ## remove what make install put there
	rm -rf "$(LUA_DIR)" "$(LIB_DIR)" "$(BIN_DIR)/urssaf" \
	  $(patsubst share/%,"$(SHARE_DIR)/%",$(SHARED_FILES))

# The folders are named for the version that it prints.
has-lua: ## check that $(LUA) runs
	@test -n "$(LUA_VERSION)" || { echo "'$(LUA)' does not run: say LUA=… where Lua is"; exit 1; }
