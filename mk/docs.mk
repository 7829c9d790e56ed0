## Documentation
.PHONY: docs

docs: deps-docs ## the reference, from the comments in the code: build/docs/index.html
	@rm -rf $(BUILD)/docs
	@$(LUA) docs/reference/build.lua $(BUILD)/docs
	@echo "$(BUILD)/docs/index.html"
