# Rocks are installed into trees of their own. LuaRocks does not know Debian's lua-cjson, hence
# --deps-mode=none.

ROCK_TREE    = $(BUILD)/rock
RELEASE      = $(BUILD)/release
RELEASE_TREE = $(BUILD)/release-tree
VERSION      = $(shell sed -n 's/^return "\(.*\)"$$/\1/p' lua/urssaf/base/version.lua)

## Release
.PHONY: rockspec rock release

rockspec: ## write the lists of modules into the rockspecs
	lua5.4 release/rockspec.lua

rock: ## build the rock of the checkout, then a release
	luarocks-5.4 lint rockspec/urssaf-scm-1.rockspec
	luarocks-5.4 make --deps-mode=none --tree $(ROCK_TREE) rockspec/urssaf-scm-1.rockspec
	rm -rf src/*/*.o urssaf
	@$(if $(findstring -,$(VERSION)),echo "no release: the version is $(VERSION)",$(MAKE) release)

# Packed twice, which has to give the same bytes; then installed into an empty tree.
release: ## pack what is committed: build/release
	luarocks-5.4 lint rockspec/urssaf-$(VERSION)-1.rockspec
	sh release/pack.sh $(RELEASE)
	@sh release/pack.sh $(RELEASE)-again 2>/dev/null
	cmp $(RELEASE)/SHA256SUMS $(RELEASE)-again/SHA256SUMS
	@rm -rf $(RELEASE)-again $(RELEASE_TREE)
	luarocks-5.4 install --deps-mode=none --tree $(RELEASE_TREE) $(RELEASE)/urssaf-$(VERSION)-1.src.rock
	cd $(RELEASE) && sha256sum -c SHA256SUMS
