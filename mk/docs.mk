## Documentation
.PHONY: docs catalogue-table

docs: deps-docs ## the reference, from the comments in the code: build/docs/index.html
	@rm -rf $(BUILD)/docs
	@$(LUA) docs/reference/build.lua $(BUILD)/docs
	@echo "$(BUILD)/docs/index.html"

catalogue-table: ## the table in docs/catalogue.md, from the library's catalogue
	@$(ENVIRONMENT) $(LUA) docs/catalogue_table.lua
