# The Debian packages that targets need. With ASSUME_DEPS=1 none is looked for or installed.

# ISA-L is worth it where it has code of its own for the processor.
ISAL_PACKAGE   = $(if $(filter amd64 arm64,$(shell dpkg --print-architecture 2>/dev/null)),libisal-dev)
BUILD_PACKAGES = gcc libc6-dev pkg-config lua5.4 liblua5.4-dev libcurl4-openssl-dev zlib1g-dev \
                 $(ISAL_PACKAGE)
DEMO_PACKAGES  = $(BUILD_PACKAGES) ca-certificates lua-argparse lua-cjson lua-filesystem lua-socket \
                 lua-zlib
DOCS_PACKAGES  = cmark-gfm
TEST_PACKAGES  = $(DEMO_PACKAGES) $(DOCS_PACKAGES) lua-busted lua-dkjson luarocks binutils openssl \
                 libxml2-utils nginx-light locales python3 strace man-db mandoc fish zsh
LUA_PACKAGES   = lua5.1 liblua5.1-0-dev luajit libluajit-5.1-dev lua5.3 liblua5.3-dev
HOST_PACKAGES  = curl lighttpd lighttpd-modules-lua haproxy wrk neovim pandoc sqlite3 procps \
                 lua-cqueues lua-luv lua-copas $(LUA_PACKAGES)
# nginx's Lua needs another LuaJIT, and Debian would remove the usual one: these are unpacked only.
NGINX_LUA_PACKAGES = libnginx-mod-http-ndk libnginx-mod-http-lua lua-resty-core lua-resty-lrucache \
                     libluajit2-5.1-2
# These are large, so that they have a target of their own.
LATEX_PACKAGES = texlive-luatex texlive-latex-recommended texlive-pictures texlive-lang-french \
                 poppler-utils lua5.3 liblua5.3-dev
MACHINE_PACKAGES = gcc-i686-linux-gnu gcc-s390x-linux-gnu gcc-aarch64-linux-gnu qemu-user-static
LINT_PACKAGES  = $(BUILD_PACKAGES) lua-check clang clang-format musl-tools
# Where npm is there from elsewhere than Debian, Debian's npm would conflict with it.
NPM_PACKAGES   = $(shell command -v npm >/dev/null 2>&1 || echo nodejs npm)
PAGE_PACKAGES  = $(if $(CHROMIUM),,chromium) $(NPM_PACKAGES)

# $(1): packages. Installs those that are missing, and calls apt-get only if any is.
define install_packages
	@if [ -n "$(ASSUME_DEPS)" ]; then exit 0; fi; \
	if ! command -v dpkg-query >/dev/null 2>&1; then \
	  echo "This is not Debian. Install what these packages contain, then call make with ASSUME_DEPS=1:"; \
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
	  $$sudo sh mk/apt-get.sh update \
	    && $$sudo sh mk/apt-get.sh install -y --no-install-recommends $$missing; \
	fi
endef

## Packages
.PHONY: deps deps-demo deps-docs deps-lint deps-all deps-hosts deps-latex deps-pages deps-valgrind \
        deps-fuzz deps-machines

deps: ## install the Debian packages that the specs need
	$(call install_packages,$(TEST_PACKAGES))

deps-demo: ## ... for make demo
	$(call install_packages,$(DEMO_PACKAGES))

deps-docs: ## ... for make docs
	$(call install_packages,$(DOCS_PACKAGES))

deps-lint: ## ... for make lint
	$(call install_packages,$(LINT_PACKAGES))

deps-all: deps ## ... for make test-all
	$(call install_packages,$(LUA_PACKAGES))

deps-hosts: deps ## what examples/hosts run in, and event loops; without them specs are pending
	$(call install_packages,$(HOST_PACKAGES))
	@[ -n "$(ASSUME_DEPS)" ] || sh mk/unpack.sh $(BUILD)/nginx-lua $(NGINX_LUA_PACKAGES) \
	  || echo "nginx's Lua cannot be had here: its specs are pending"

deps-latex: deps ## ... for examples/hosts/lualatex
	$(call install_packages,$(LATEX_PACKAGES))

deps-pages: deps-demo ## ... for make test-pages
	$(call install_packages,$(PAGE_PACKAGES))

deps-valgrind: deps ## ... for make valgrind
	$(call install_packages,valgrind)

deps-machines: deps ## ... for make test-machines: compilers for other processors (185 MB)
	$(call install_packages,$(MACHINE_PACKAGES))

deps-fuzz: deps ## ... for make fuzz
	$(call install_packages,clang libclang-rt-14-dev)
