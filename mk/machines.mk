# The specs on other processors, and on the Lua that Debian's release lacks: spec/machines/prepare.sh.

MACHINES = i386 s390x arm64 lua5.5
ELSEWHERE = $(BUILD)/machines

# What decodes, and keeps what came, everywhere; where sizes or the order of bytes differ the helpers
# too; on arm64 all that C does; on another Lua whatever asks for no other program.
SPECS_ON_i386   = base domain language csv sample panel cache portal
SPECS_ON_s390x  = base domain language csv sample panel cache
SPECS_ON_arm64  = csv sample cache portal
SPECS_ON_lua5.5 = $(SPECS_ON_i386) chart report doors

# $(1): a machine
machine_lua   = $(if $(filter lua%,$(1)),$(1),lua5.4)
machine_specs = $(or $(BUSTED_FLAGS),$(SPECS_ON_$(1):%=spec/%))

# $(1): a result. What failed in the specs; or the end, if something else did.
tell_failures = sed -nE '/^(Failure|Error) ->/,/^$$/p' $(1) | grep -a . || tail -n 20 $(1)

define test_machine
echo "== $(1)"; \
LUA=$(LUA) BUILD=$(BUILD) sh spec/machines/run.sh $(ELSEWHERE)/$(1) $(1) $(machine_lua) \
  $(machine_specs) >$(ELSEWHERE)/$(1).result 2>&1 \
  || { failed="$$failed $(1)"; $(call tell_failures,$(ELSEWHERE)/$(1).result); }; \
grep -aE '^(specs|[0-9]+ success|figures)' $(ELSEWHERE)/$(1).result;
endef

.PHONY: test-machines

test-machines: deps-machines ## the specs on i386, s390x, arm64, and with Lua 5.5 (MACHINES=…)
	@$(MAKE) all
	@mkdir -p $(ELSEWHERE); failed=; \
	$(foreach machine,$(MACHINES),$(call test_machine,$(machine))) \
	$(LUA) spec/machines/table.lua $(MACHINES:%=$(ELSEWHERE)/%.result); \
	test -z "$$failed" || { echo "FAILED on:$$failed"; exit 1; }
